package io.headrace.testkit.simulate;

import io.headrace.core.schema.TableId;
import io.headrace.testkit.contract.Canonical;
import io.headrace.testkit.contract.SinkTarget;
import io.headrace.testkit.simulate.Fact.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the tables must hold once everything that was sent is loaded, and what they do hold, both as lines of text. */
final class Model {

    private static final List<String> FIELDS = List.of("note", "size", "extra0", "extra1", "extra2");

    private final Mode mode;
    private final List<Fact> facts;
    private final Map<Fact, Integer> before = new HashMap<>();
    private final Map<TopicPartition, Long> starts = new HashMap<>();

    Model(Mode mode, List<Fact> facts) {
        this.mode = mode;
        this.facts = facts;
    }

    /**
     * The user moved a partition: what was loaded so far stays, and what comes from there on is loaded, perhaps once more.
     *
     * @param loaded the position so far, or -1
     * @param next where it goes on
     */
    void reset(TopicPartition partition, long loaded, long next) {
        long from = starts.getOrDefault(partition, 0L);
        facts.stream()
                .filter(fact -> fact.at().equals(partition) && fact.offset() < loaded && speaks(fact, from))
                .forEach(fact -> before.merge(fact, 1, Integer::sum));
        starts.put(partition, next);
    }

    /** Whether the record makes a row when reading starts at an offset. The tombstone behind a delete event does only where the event was not read before it. */
    private boolean speaks(Fact fact, long from) {
        return fact.offset() >= from
                && fact.kind() != Kind.POISON
                && (fact.kind() != Kind.ECHO || fact.offset() - 1 < from);
    }

    List<String> expected() {
        return mode == Mode.MERGE ? merged() : appended();
    }

    /** Whether a row may be there although it is not expected, or not so often. */
    boolean allows(String line) {
        return mode == Mode.AT_LEAST_ONCE
                && facts.stream()
                        .anyMatch(
                                fact -> fact.kind() != Kind.POISON && line(fact).equals(line));
    }

    private static String line(Fact fact) {
        return fact.at() + "@" + fact.offset() + " " + fact.op() + " " + content(fact.key(), fact.values());
    }

    private List<String> appended() {
        List<String> lines = new ArrayList<>();
        for (Fact fact : facts) {
            int times = before.getOrDefault(fact, 0) + (speaks(fact, starts.getOrDefault(fact.at(), 0L)) ? 1 : 0);
            for (int i = 0; i < times; i++) {
                lines.add(line(fact));
            }
        }
        lines.sort(null);
        return lines;
    }

    private List<String> merged() {
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        for (Fact fact : facts) {
            String row = fact.at().topic() + " " + fact.key();
            switch (fact.kind()) {
                case ROW ->
                    rows.computeIfAbsent(row, key -> new LinkedHashMap<>()).putAll(fact.values());
                case DELETE, ECHO -> rows.remove(row);
                case POISON -> {}
            }
        }
        List<String> lines = new ArrayList<>();
        rows.forEach((row, values) -> lines.add(row.substring(0, row.indexOf(' ')) + " "
                + content((Long) Objects.requireNonNull(values.get("id")), values)));
        lines.sort(null);
        return lines;
    }

    private static String content(long id, Map<String, @Nullable Object> values) {
        StringBuilder line = new StringBuilder("id=" + id);
        FIELDS.forEach(field -> {
            Object value = values.get(field);
            line.append(' ').append(field).append('=').append(value == null ? List.of() : List.of(value));
        });
        return line.toString();
    }

    /** A field's values are those of its own column and of the variants beside it; at most one may have any. */
    List<String> found(SinkTarget target, List<String> topics) {
        List<String> lines = new ArrayList<>();
        for (String topic : topics) {
            for (Map<String, @Nullable Object> row : target.rows(TableId.of(topic))) {
                StringBuilder line = new StringBuilder();
                if (mode != Mode.MERGE) {
                    line.append(Canonical.text(row.get("_headrace_topic")))
                            .append('-')
                            .append(Canonical.text(row.get("_headrace_partition")))
                            .append('@')
                            .append(Canonical.text(row.get("_headrace_offset")))
                            .append(' ')
                            .append(Canonical.text(row.get("_headrace_op")));
                } else {
                    line.append(topic);
                }
                line.append(" id=").append(Canonical.text(row.get("id")));
                FIELDS.forEach(
                        field -> line.append(' ').append(field).append('=').append(values(row, field)));
                lines.add(line.toString());
            }
        }
        lines.sort(null);
        return lines;
    }

    private static List<String> values(Map<String, @Nullable Object> row, String field) {
        List<String> values = new ArrayList<>();
        row.forEach((column, value) -> {
            if (value != null && (column.equals(field) || column.startsWith(field + "__v_"))) {
                values.add(Canonical.text(value));
            }
        });
        return values;
    }
}
