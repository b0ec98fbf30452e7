package io.headrace.source.postgres;

import static java.util.Objects.requireNonNull;

import io.headrace.rules.golden.Golden;
import io.headrace.runtime.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others build on, and so may change only on purpose: names and types of the records, and what the worker stores as their offsets. */
class EmittedFormatTest {

    private static final String GOLDEN = "source-database/postgres/src/test/resources/golden/";
    private static final String TABLE =
            "CREATE TABLE shop.orders (id bigint, region text, total numeric(12,2) NOT NULL, rate numeric, note text, paid boolean,"
                    + " placed timestamptz, local timestamp, day date, at time, tags text[], facts jsonb, ref uuid, raw bytea,"
                    + " PRIMARY KEY (id, region))";

    @Test
    void rowsKeepTheirShape(@TempDir Path directory) throws Exception {
        compare(directory, "row");
    }

    @Test
    void envelopesKeepTheirShape(@TempDir Path directory) throws Exception {
        compare(directory, "envelope");
    }

    private static void compare(Path directory, String format) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            postgres.execute("postgres", "CREATE SCHEMA shop");
            postgres.execute("postgres", TABLE);
            postgres.execute("postgres", "INSERT INTO shop.orders VALUES (1, 'eu', 1)");
            Map<String, String> properties = new HashMap<>(TaskHarness.properties(postgres, "golden", "shop.*"));
            properties.put("record.format", format);
            try (TaskHarness task = new TaskHarness(properties)) {
                task.start();
                SourceRecord read = task.untilRows(1).get(0);
                postgres.execute("postgres", "DELETE FROM shop.orders");
                List<SourceRecord> rows = task.untilRows(3);
                Golden.assertMatches(GOLDEN + "record-" + format + ".txt", text(read, rows.get(2)));
            }
        }
    }

    private static String text(SourceRecord read, SourceRecord tombstone) {
        StringBuilder text = new StringBuilder();
        text.append("topic ").append(read.topic()).append('\n');
        describe(text.append("key "), read.keySchema(), "  ");
        describe(text.append("value "), read.valueSchema(), "  ");
        text.append("source partition ")
                .append(new TreeMap<>(read.sourcePartition()))
                .append('\n');
        types(text.append("source offset of a row read\n"), read.sourceOffset());
        types(text.append("source offset behind a change\n"), tombstone.sourceOffset());
        return text.toString();
    }

    /** Positions and times differ on each run; their names and types do not. */
    private static void types(StringBuilder text, Map<String, ?> offset) {
        new TreeMap<>(offset)
                .forEach((name, value) -> text.append("  ")
                        .append(name)
                        .append(": ")
                        .append(value == null ? "null" : value.getClass().getSimpleName())
                        .append('\n'));
    }

    private static void describe(StringBuilder text, Schema schema, String indent) {
        text.append(schema.type());
        if (schema.name() != null) {
            text.append(' ').append(schema.name());
        }
        if (schema.parameters() != null) {
            text.append(' ').append(new TreeMap<>(requireNonNull(schema.parameters())));
        }
        text.append(schema.isOptional() ? " optional\n" : "\n");
        if (schema.type() == Schema.Type.STRUCT) {
            for (Field field : schema.fields()) {
                describe(text.append(indent).append(field.name()).append(": "), field.schema(), indent + "  ");
            }
        } else if (schema.type() == Schema.Type.ARRAY) {
            describe(text.append(indent).append("of "), schema.valueSchema(), indent + "  ");
        }
    }
}
