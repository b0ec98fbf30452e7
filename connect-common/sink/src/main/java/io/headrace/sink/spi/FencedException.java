package io.headrace.sink.spi;

import java.util.Set;

/** Nothing was committed, because another writer moved these ledger entries. Not an error of this task: it drops the partitions' buffers and reads the ledger again. */
public final class FencedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Set<LedgerKey> keys;

    public FencedException(Set<LedgerKey> keys) {
        super("Another writer moved the ledger of " + keys);
        this.keys = Set.copyOf(keys);
    }

    public Set<LedgerKey> keys() {
        return keys;
    }
}
