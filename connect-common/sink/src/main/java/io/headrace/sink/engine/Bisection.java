package io.headrace.sink.engine;

import io.headrace.core.error.ErrorClass;
import io.headrace.sink.buffer.BufferedRecord;
import io.headrace.sink.buffer.PartitionSlice;
import io.headrace.sink.plan.PlannedTable;
import io.headrace.sink.spi.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the records of a table that the target refuses, by staging parts of them and discarding the result.
 *
 * <p>Halving finds records that are bad by themselves in few steps. Records that are bad only beside others (two rows that claim one unique value) are found
 * next, as the last record of the shortest refused prefix.
 */
final class Bisection {

    private final LoaderContext context;
    private final PlannedTable table;
    private final Set<BufferedRecord> poison = PartitionSlice.identitySet();

    Bisection(LoaderContext context, PlannedTable table) {
        this.context = context;
        this.table = table;
    }

    /** @return the records to leave out, empty when the target now takes them all */
    Set<BufferedRecord> find() {
        halve(table.records());
        List<BufferedRecord> rest = without(table.records());
        while (!rest.isEmpty() && refused(rest)) {
            poison.add(rest.get(shortestRefused(rest) - 1));
            rest = without(rest);
        }
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

    private int shortestRefused(List<BufferedRecord> records) {
        int accepted = 0;
        int refused = records.size();
        while (refused - accepted > 1) {
            int middle = (accepted + refused) >>> 1;
            if (refused(records.subList(0, middle))) {
                refused = middle;
            } else {
                accepted = middle;
            }
        }
        return refused;
    }

    private List<BufferedRecord> without(List<BufferedRecord> records) {
        List<BufferedRecord> kept = new ArrayList<>(records);
        kept.removeIf(poison::contains);
        return kept;
    }

    private boolean refused(List<BufferedRecord> part) {
        try {
            Batch batch = table.batch(part);
            if (batch.rows() > 0) {
                context.destination().stage(batch);
            }
            return false;
        } catch (RuntimeException e) {
            if (context.classify(e) != ErrorClass.POISON) {
                throw e;
            }
            return true;
        } finally {
            context.destination().discard();
        }
    }
}
