package io.headrace.filesink;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.schema.TableId;
import io.headrace.sink.spi.FencedException;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerKey;
import java.util.Objects;
import java.util.Set;

/** Loads a partition up to an end as the engine does: from the ledger on, and after a failure by discarding, asking the ledger and going on from there. */
final class EngineLoop {

    private static final int MANY = 1000;

    private final FilesDestination destination;
    private final TableId[] tables;
    private final long batch;

    EngineLoop(FilesDestination destination, long batch, TableId... tables) {
        this.destination = destination;
        this.batch = batch;
        this.tables = tables.clone();
    }

    /** @return how often it was fenced */
    int load(LedgerKey key, long end) {
        int fences = 0;
        LedgerEntry now = null;
        for (int i = 0; i < MANY; i++) {
            try {
                if (now == null) {
                    now = recover(key);
                }
                if (now.next() >= end) {
                    return fences;
                }
                for (TableId table : tables) {
                    if (destination.describe(table).isEmpty()) {
                        Lake.create(destination, table);
                    }
                }
                now = Lake.load(destination, now, Math.min(end, Math.max(now.next(), 0) + batch), tables);
            } catch (FencedException e) {
                fences++;
                now = discard(e);
            } catch (HeadraceException e) {
                if (e.errorClass() != ErrorClass.TRANSIENT) {
                    throw e;
                }
                now = discard(e);
            }
        }
        throw new IllegalStateException("No end in sight for " + key);
    }

    private LedgerEntry recover(LedgerKey key) {
        return Objects.requireNonNull(destination.recover(Set.of(key)).get(key));
    }

    private @org.jspecify.annotations.Nullable LedgerEntry discard(RuntimeException reason) {
        try {
            destination.discard();
        } catch (HeadraceException e) {
            if (e.errorClass() != ErrorClass.TRANSIENT) {
                e.addSuppressed(reason);
                throw e;
            }
        }
        return null;
    }
}
