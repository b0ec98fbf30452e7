package io.headrace.sink.engine;

import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.plan.PlannedTable;
import io.headrace.sink.spi.Batch;
import java.util.List;
import java.util.Set;

/**
 * Finds the records of a table that are poison by themselves, in few steps: by staging halves and discarding the result. What is refused only beside other rows, or for what the target
 * holds now, is not found here; the {@link Load} takes such records in smaller parts.
 */
final class Bisection {

    private final LoaderContext context;
    private final PlannedTable table;
    private final Set<BufferedRecord> poison = PartitionSlice.identitySet();

    Bisection(LoaderContext context, PlannedTable table) {
        this.context = context;
        this.table = table;
    }

    /** @return the records to leave out, empty when none is refused alone */
    Set<BufferedRecord> find() {
        halve(table.records());
        return poison;
    }

    private void halve(List<BufferedRecord> part) {
        if (part.isEmpty() || !refused(part)) {
            return;
        }
        if (part.size() == 1) {
            poison.add(part.get(0));
            return;
        }
        int middle = part.size() / 2;
        halve(part.subList(0, middle));
        halve(part.subList(middle, part.size()));
    }

    private boolean refused(List<BufferedRecord> part) {
        try {
            Batch batch = table.batch(part);
            if (batch.rows() > 0) {
                context.destination().stage(batch);
            }
            return false;
        } catch (RuntimeException e) {
            return switch (context.classify(e)) {
                case POISON -> true;
                case CLASH -> false;
                default -> throw e;
            };
        } finally {
            context.destination().discard();
        }
    }
}
