package io.headrace.sink.spi;

import java.util.Set;

/**
 * What a target can do; the engine plans by it and the contract suite skips or asserts refusals by it.
 *
 * @param granularity what one atomic commit can cover
 * @param merge whether rows can be updated and deleted by key
 * @param transactionalDdl whether DDL rolls back with its transaction (the engine still never mixes it with data)
 * @param widensColumns whether an existing column's type can be widened in place
 * @param manyTasks whether several tasks may load one target at once
 * @param maxColumns columns per table the target allows
 * @param names how identifiers must look
 */
public record Capabilities(
        LedgerGranularity granularity,
        boolean merge,
        boolean transactionalDdl,
        boolean widensColumns,
        boolean manyTasks,
        int maxColumns,
        NameRules names) {

    /** What one atomic commit can cover. */
    public enum LedgerGranularity {
        /** Any set of partitions and tables in one transaction. */
        TRANSACTION,
        /** One partition at a time: the engine stages and commits per partition. */
        PARTITION
    }

    /**
     * @param maxBytes longest identifier in UTF-8 bytes
     * @param caseSensitive whether {@code Id} and {@code id} are two names
     * @param reservedColumns names that no column may have, quoted or not
     */
    public record NameRules(int maxBytes, boolean caseSensitive, Set<String> reservedColumns) {
        public NameRules {
            reservedColumns = Set.copyOf(reservedColumns);
        }

        /** Where every name may be a column's. */
        public NameRules(int maxBytes, boolean caseSensitive) {
            this(maxBytes, caseSensitive, Set.of());
        }
    }
}
