package io.headrace.sink.spi;

import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import java.util.List;
import java.util.Optional;

/**
 * The rows of one flush for one table, frozen: staging the same batch again gives the same rows.
 *
 * @param table the table after the schema plan was applied; keys are set in merge mode
 * @param truncate whether the table is emptied before the blocks are applied
 * @param blocks in merge mode the DELETE blocks are to be applied before all others; each of the two groups is disjoint in keys (the engine compacts), and only an INSERT may bring
 *     a key again that a DELETE covers. In append mode in order
 * @param order the columns that hold where in its source the change stands that a row shows, its sequence and then its order in it; empty where Kafka's order alone decides. Where there
 *     are two, a merging destination keeps a row back whose key has a row of a later position: that one stays as it is in every column. Sequences compare as unsigned numbers, then
 *     orders as signed ones; an equal position is written again, and so is a row whose sequence is null in the target. Where only its order is null, the sequences decide. Staged rows
 *     have both, and they come as UPSERT only. A row has to take the place of another in every column, so a batch that does not know one that the table has by then is
 *     refused as TRANSIENT, to be planned again ({@link #lacks})
 * @param origins the partitions that fed the batch, each with its range; more than one only where the granularity is TRANSACTION
 * @param loadId names the load in the sync log and in the rows
 */
public record Batch(
        TableSchema table,
        boolean truncate,
        List<RowBlock> blocks,
        List<String> order,
        List<LedgerChange> origins,
        String loadId) {
    public Batch {
        order = List.copyOf(order);
        blocks = List.copyOf(blocks);
        origins = List.copyOf(origins);
    }

    /** Of rows that Kafka's order is enough for. */
    public Batch(
            TableSchema table, boolean truncate, List<RowBlock> blocks, List<LedgerChange> origins, String loadId) {
        this(table, truncate, blocks, List.of(), origins, loadId);
    }

    /** Whether the block removes rows by a part of the key, so that nobody knows how many. */
    public boolean removesGroups(RowBlock block) {
        return block.kind() == RowBlock.Kind.DELETE
                && block.columns().size() < table.key().size();
    }

    /** The first column that another task gave the table after the batch was planned, where the batch must know all of them. */
    public Optional<Column> lacks(TableSchema now) {
        return order.isEmpty()
                ? Optional.empty()
                : now.columns().stream()
                        .filter(column -> table.column(column.name()).isEmpty())
                        .findFirst();
    }

    public long rows() {
        return blocks.stream().mapToLong(RowBlock::size).sum();
    }
}
