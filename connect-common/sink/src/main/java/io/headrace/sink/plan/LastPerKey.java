package io.headrace.sink.plan;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.Field;
import io.headrace.core.record.Op;
import io.headrace.core.record.Row;
import io.headrace.core.record.RowPacker;
import io.headrace.core.record.RowSchema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The last operation per key wins; an update that does not carry every value takes the missing ones from the changes before it. Insert, delete, insert of one key ends as the
 * last insert, and as a whole new row; where deletes only mark rows, as the marked row with the insert's values.
 */
public final class LastPerKey implements Compactor {

    @Override
    public Compacted compact(List<Keyed> changes, boolean deletesLeaveRows) {
        Unions unions = new Unions();
        boolean truncate = false;
        BinaryOperator<Result> join = (earlier, later) -> after(earlier, later, deletesLeaveRows, unions);
        // In the order of the records, because those of a snapshot come sorted, and what is sorted already costs next
        // to nothing to sort.
        Map<Comparable<?>, Result> last = new LinkedHashMap<>(changes.size() * 2);
        for (Keyed keyed : changes) {
            if (keyed.change().op() == Op.TRUNCATE) {
                truncate = true;
                last.clear();
            } else {
                last.merge(keyed.key(), new Result(keyed.change(), false), join);
            }
        }
        return new Compacted(truncate, sorted(last));
    }

    /** By a sort, not a sorted map: keys that the order does not tell apart, such as some structs, are two rows still. */
    private static List<Result> sorted(Map<Comparable<?>, Result> last) {
        List<Map.Entry<Comparable<?>, Result>> entries = new ArrayList<>(last.entrySet());
        entries.sort((one, other) -> compare(one.getKey(), other.getKey()));
        List<Result> results = new ArrayList<>(entries.size());
        entries.forEach(entry -> results.add(entry.getValue()));
        return results;
    }

    @SuppressWarnings("unchecked") // The keys of one table are of one class.
    private static int compare(Comparable<?> one, Comparable<?> other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static Result after(Result earlier, Result later, boolean deletesLeaveRows, Unions unions) {
        ChangeRecord now = later.change();
        if (now.op() == Op.DELETE) {
            return new Result(withRow(now, earlier.change().after()), earlier.replaces());
        }
        if (earlier.change().op() == Op.DELETE && !deletesLeaveRows) {
            return new Result(now, true);
        }
        Row before = earlier.change().after();
        Row after = now.after();
        if (before == null || after == null || !leavesOpen(before, after)) {
            return new Result(now, earlier.replaces());
        }
        return new Result(withRow(now, merged(before, after, unions)), earlier.replaces());
    }

    private static boolean leavesOpen(Row before, Row after) {
        if (before.schema() != after.schema()) {
            return true;
        }
        for (int i = 0; i < after.size(); i++) {
            if (after.lacks(i)) {
                return true;
            }
        }
        return false;
    }

    private static Row merged(Row before, Row after, Unions unions) {
        RowSchema union = unions.of(before.schema(), after.schema(), keptInAnotherType(before, after));
        @Nullable Object[] values = new Object[union.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = i < after.schema().size() ? after.value(i) : Row.UNAVAILABLE;
            if (value == Row.UNAVAILABLE) {
                int earlier = before.schema().indexOf(union.fields().get(i).name());
                value = earlier < 0 ? Row.UNAVAILABLE : before.value(earlier);
            }
            values[i] = value;
        }
        // The values were made anew where the rows were packed, and are kept until the load is done.
        return unions.packer.pack(Row.of(union, values));
    }

    /** Fields that the later row does not send and that had another type in the earlier one: the value stays what it was, in the type that it had. */
    private static BitSet keptInAnotherType(Row before, Row after) {
        BitSet kept = new BitSet();
        for (int i = 0; i < after.schema().size(); i++) {
            if (after.lacks(i)) {
                Field field = after.schema().fields().get(i);
                int earlier = before.schema().indexOf(field.name());
                if (earlier >= 0
                        && !before.schema().fields().get(earlier).type().equals(field.type())) {
                    kept.set(i);
                }
            }
        }
        return kept;
    }

    private static ChangeRecord withRow(ChangeRecord change, @Nullable Row row) {
        return new ChangeRecord(
                change.op(),
                change.key(),
                row,
                change.position(),
                change.coordinates(),
                change.routedTopic(),
                change.timestamp(),
                change.bytes());
    }

    /** The unions of the schemas of one batch, each made once: the later one's fields, in the earlier one's type where asked for, then those that only the earlier one has. */
    private static final class Unions {
        private final RowPacker packer = new RowPacker();
        private final Map<RowSchema, Map<RowSchema, Map<BitSet, RowSchema>>> made = new IdentityHashMap<>();

        private RowSchema of(RowSchema before, RowSchema after, BitSet kept) {
            if (before == after) {
                return after;
            }
            return made.computeIfAbsent(before, schema -> new IdentityHashMap<>())
                    .computeIfAbsent(after, schema -> new HashMap<>())
                    .computeIfAbsent(kept, fields -> union(before, after, kept));
        }

        private static RowSchema union(RowSchema before, RowSchema after, BitSet kept) {
            List<Field> fields = new ArrayList<>(after.fields());
            kept.stream()
                    .forEach(i -> fields.set(
                            i,
                            before.fields()
                                    .get(before.indexOf(after.fields().get(i).name()))));
            before.fields().stream()
                    .filter(field -> after.indexOf(field.name()) < 0)
                    .forEach(fields::add);
            return new RowSchema(fields);
        }
    }
}
