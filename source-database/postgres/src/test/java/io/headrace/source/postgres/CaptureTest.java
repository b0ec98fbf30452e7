package io.headrace.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedPostgres;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What arrives, for what is done in the database. */
class CaptureTest {

    private static EmbeddedPostgres postgres;

    private String schema = "";
    private TaskHarness task = new TaskHarness(Map.of());

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        postgres = EmbeddedPostgres.start(directory);
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    @BeforeEach
    void createSchema(TestInfo test) {
        schema = "s_" + Math.abs(test.getDisplayName().hashCode() % 100_000);
        run("CREATE SCHEMA " + schema);
        task = new TaskHarness(TaskHarness.properties(postgres, schema, schema + ".*"));
    }

    @AfterEach
    void stopTask() {
        task.close();
        run("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE NOT active");
    }

    private void run(String... statements) {
        for (String statement : statements) {
            postgres.execute("postgres", statement.replace("$", schema));
        }
    }

    @Test
    void readsWhatIsThereAndThenWhatChanges() throws Exception {
        run("CREATE TABLE $.t (id int PRIMARY KEY, name text)", "INSERT INTO $.t VALUES (1, 'a'), (2, 'b')");
        task.start();
        task.untilRows(2);
        run(
                "INSERT INTO $.t VALUES (3, 'c')",
                "UPDATE $.t SET name = 'B' WHERE id = 2",
                "DELETE FROM $.t WHERE id = 1",
                "UPDATE $.t SET id = 30 WHERE id = 3",
                "TRUNCATE $.t");
        List<SourceRecord> rows = task.untilRows(10);
        assertThat(TaskHarness.describe(rows))
                .containsExactly(
                        "r 1 a", "r 2 b", "c 3 c", "u 2 B", "d 1 null", "- 1", "d 3 null", "- 3", "c 30 c", "t - null");
        assertThat(rows).extracting(SourceRecord::topic).containsOnly(schema + "." + schema + ".t");
        assertThat(positions(rows)).isSorted();
        Struct update = (Struct) rows.get(3).value();
        assertThat(update.getInt64(RowFormat.TX_ORDER)).isEqualTo(1);
        assertThat(update.getInt64(RowFormat.SOURCE_TS_US)).isGreaterThan(1_700_000_000_000_000L);
    }

    /** R24: the table changes while it is captured; each row has the columns it had. */
    @Test
    void followsTheTableAsItIsAltered() throws Exception {
        run("CREATE TABLE $.t (id int PRIMARY KEY, name text DEFAULT 'none')");
        task.startStreaming();
        run("INSERT INTO $.t VALUES (1, NULL)");
        task.untilRows(1);
        run(
                "ALTER TABLE $.t ADD at timestamptz NOT NULL DEFAULT '2024-01-01 00:00+00'",
                "INSERT INTO $.t VALUES (2, 'b')",
                "ALTER TABLE $.t DROP name",
                "INSERT INTO $.t VALUES (3)",
                "ALTER TABLE $.t ALTER id TYPE bigint",
                "INSERT INTO $.t VALUES (4)",
                "CREATE TABLE $.later (id int PRIMARY KEY)",
                "INSERT INTO $.later VALUES (1)",
                "INSERT INTO $.t VALUES (5)");
        List<Struct> rows =
                task.untilRows(5).stream().map(row -> (Struct) row.value()).toList();
        assertThat(rows)
                .extracting(CaptureTest::columns)
                .containsExactly("id name", "id name at", "id at", "id at", "id at");
        assertThat(rows.get(0).get("name")).as("null, not the default").isNull();
        assertThat(rows.get(1).get("at")).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(rows.get(2).get("id")).isEqualTo(3);
        assertThat(rows.get(3).get("id")).isEqualTo(4L);
    }

    private static String columns(Struct row) {
        return row.schema().fields().stream()
                .map(Field::name)
                .filter(name -> !name.startsWith("__"))
                .collect(Collectors.joining(" "));
    }

    /** A column's default says nothing about its values, and no schema carries one. */
    @Test
    void readsColumnsWithDefaults() throws Exception {
        run(
                "CREATE TABLE $.t (id int PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), d date DEFAULT '2020-01-01',"
                        + " n numeric(5,2) DEFAULT 1.5, i interval DEFAULT '1 day', v varbit DEFAULT B'', a text[] DEFAULT '{x}',"
                        + " t time DEFAULT '24:00', m money DEFAULT 1, c text DEFAULT 'c')",
                "INSERT INTO $.t VALUES (1, '2024-01-01 00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        task.start();
        task.untilRows(1);
        run(
                "INSERT INTO $.t SELECT 2, at, d, n, i, v, a, t, m, c FROM $.t",
                "INSERT INTO $.t (id, at) VALUES (3, 'infinity')");
        List<Struct> rows =
                task.untilRows(3).stream().map(row -> (Struct) row.value()).toList();
        for (Field field : rows.get(0).schema().fields()) {
            assertThat(field.schema().defaultValue()).as(field.name()).isNull();
        }
        for (Struct row : rows.subList(0, 2)) {
            assertThat(row.get("at")).isEqualTo("2024-01-01T00:00:00Z");
            for (String column : List.of("d", "n", "i", "v", "a", "t", "m", "c")) {
                assertThat(row.get(column)).as(column).isNull();
            }
        }
        Struct defaults = rows.get(2);
        assertThat(List.of("d", "n", "i", "v", "a", "t", "m", "c").stream().map(defaults::get))
                .containsExactly(
                        18262,
                        new BigDecimal("1.50"),
                        "P1D",
                        "",
                        List.of("x"),
                        86_400_000_000L,
                        new BigDecimal("1.00"),
                        "c");
    }

    /** R24: a transaction of 100,000 rows, killed in its middle. */
    @Test
    void goesOnInTheMiddleOfAHugeTransaction() throws Exception {
        run("CREATE TABLE $.t (id int PRIMARY KEY, name text)");
        task.startStreaming();
        run("INSERT INTO $.t VALUES (0, 'first')");
        task.untilRows(1);
        run("INSERT INTO $.t SELECT g, 'n' || g FROM generate_series(1, 100000) g");
        task.untilRows(30_000);
        task.start();
        List<SourceRecord> rows = task.untilRows(100_001);
        for (int i = 0; i < rows.size(); i++) {
            Struct row = (Struct) rows.get(i).value();
            assertThat(row.getInt32("id")).isEqualTo(i);
            assertThat(row.getInt64(RowFormat.TX_ORDER)).isEqualTo(i == 0 ? 1 : i);
        }
    }

    /** R19: nothing happens in the captured tables, and still the offset goes on and the server may remove its log. */
    @Test
    void letsTheLogGoWhileNothingIsCaptured() throws Exception {
        run("CREATE TABLE $.t (id int PRIMARY KEY)", "CREATE TABLE public." + schema + " (id int)");
        run("INSERT INTO $.t VALUES (1)");
        task.start();
        task.untilRows(1);
        String before = confirmed();
        Await.until("the slot to go on", Duration.ofSeconds(30), () -> {
            run("INSERT INTO public." + schema + " VALUES (1)");
            return moves(before);
        });
        assertThat(task.rows()).hasSize(1);
        task.start();
        run("INSERT INTO $.t VALUES (2)");
        assertThat(TaskHarness.describe(task.untilRows(2))).containsExactly("r 1", "c 2");
    }

    private boolean moves(String before) {
        try {
            task.deliver(task.poll());
            task.commit();
            return !confirmed().equals(before);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String confirmed() {
        return query(
                "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = 'headrace_" + schema + "'");
    }

    private static String query(String sql) {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server goes away for a while: the task goes on by itself, and no change comes twice although no offset was stored in between. */
    @Test
    void goesOnAfterTheServerWasAway() throws Exception {
        run("CREATE TABLE $.t (id int PRIMARY KEY)");
        task.startStreaming();
        run("INSERT INTO $.t VALUES (1)");
        task.untilRows(1);
        run("INSERT INTO $.t VALUES (2)");
        task.untilRows(2);
        task.store(null);
        postgres.stop();
        for (int i = 0; i < 3; i++) {
            task.deliver(task.poll());
        }
        postgres.start();
        run("INSERT INTO $.t VALUES (3)");
        assertThat(TaskHarness.describe(task.untilRows(3))).containsExactly("c 1", "c 2", "c 3");
    }

    /** A delete of a table without key carries the whole row: it is all that tells which one is gone. */
    @Test
    void capturesTablesWithoutKey() throws Exception {
        run("CREATE TABLE $.t (a int NOT NULL, b text)", "ALTER TABLE $.t REPLICA IDENTITY FULL");
        task.startStreaming();
        run("INSERT INTO $.t VALUES (1, 'x')", "DELETE FROM $.t");
        List<SourceRecord> rows = task.untilRows(2);
        Struct deleted = (Struct) rows.get(1).value();
        assertThat(rows).extracting(SourceRecord::key).containsOnlyNulls();
        assertThat(deleted.get("a")).isEqualTo(1);
        assertThat(deleted.get("b")).isEqualTo("x");
    }

    @Test
    void capturesAPartitionedTableAsOne() throws Exception {
        run(
                "CREATE TABLE $.t (id int PRIMARY KEY, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE $.t_low PARTITION OF $.t FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE $.t_high PARTITION OF $.t FOR VALUES FROM (10) TO (20)",
                "INSERT INTO $.t VALUES (1, 'low'), (11, 'high')");
        task.start();
        task.untilRows(2);
        run("INSERT INTO $.t VALUES (2, 'low'), (12, 'high')", "UPDATE $.t SET id = 13 WHERE id = 2");
        List<SourceRecord> rows = task.untilRows(7);
        assertThat(TaskHarness.describe(rows))
                .containsExactly("r 1 low", "r 11 high", "c 2 low", "c 12 high", "d 2 null", "- 2", "c 13 low");
        assertThat(rows).extracting(SourceRecord::topic).containsOnly(schema + "." + schema + ".t");
    }

    @Test
    void sendsDebeziumsEnvelopeWhenAskedTo() throws Exception {
        run("CREATE TABLE $.t (id int PRIMARY KEY, at timestamp)", "INSERT INTO $.t VALUES (1, '0044-03-15 10:00 BC')");
        Map<String, String> properties = new HashMap<>(TaskHarness.properties(postgres, schema, schema + ".t"));
        properties.put("record.format", "envelope");
        task = new TaskHarness(properties);
        task.start();
        Struct read = (Struct) task.untilRows(1).get(0).value();
        assertThat(read.getString("op")).isEqualTo("r");
        assertThat(read.getStruct("after").getInt64("at")).isEqualTo(-63_517_788_000_000_000L);
        assertThat(read.getStruct("source").getString("table")).isEqualTo("t");
    }

    /** R24 TOAST: what an update leaves alone is not sent; the placeholder stands for it in every type that may be stored apart. */
    @Test
    void putsThePlaceholderWhereAValueWasNotSent() throws Exception {
        List<String> types = List.of(
                "text",
                "varchar",
                "bytea",
                "json",
                "jsonb",
                "xml",
                "tsvector",
                "varbit",
                "text[]",
                "uuid[]",
                "bytea[]",
                "int2[]",
                "int4[]",
                "int8[]",
                "float4[]",
                "float8[]",
                "numeric[]",
                "numeric(9,2)[]",
                "bool[]",
                "date[]",
                "time[]",
                "timestamp[]",
                "timestamptz[]",
                "interval[]",
                "inet[]",
                "hstore",
                "citext",
                "polygon",
                "numeric",
                "mood[]",
                "int4multirange",
                "jsonb[]");
        run("CREATE EXTENSION IF NOT EXISTS hstore", "CREATE EXTENSION IF NOT EXISTS citext");
        run("CREATE TYPE mood AS ENUM ('sad', 'glad')");
        StringBuilder columns = new StringBuilder("CREATE TABLE $.t (id int PRIMARY KEY, n int");
        for (int i = 0; i < types.size(); i++) {
            columns.append(", c").append(i).append(' ').append(types.get(i));
        }
        run(columns + ")");
        for (int i = 0; i < types.size(); i++) {
            run("ALTER TABLE $.t ALTER c" + i + " SET STORAGE EXTERNAL");
        }
        StringBuilder insert = new StringBuilder("INSERT INTO $.t SELECT 1, 1");
        types.forEach(type -> insert.append(", ").append(large(type)));
        run(insert.toString());
        task.start();
        Struct read = (Struct) task.untilRows(1).get(0).value();
        run("UPDATE $.t SET n = 2");
        Struct update = (Struct) task.untilRows(2).get(1).value();
        for (int i = 0; i < types.size(); i++) {
            Object value = update.get("c" + i);
            assertThat(read.get("c" + i))
                    .as(types.get(i) + " as read")
                    .isNotNull()
                    .isNotEqualTo(value);
            assertThat(isPlaceholder(value))
                    .as(types.get(i) + " is a placeholder, not " + value)
                    .isTrue();
        }
    }

    /** More than two kilobytes of each type, so that they are stored apart. */
    private static String large(String type) {
        String many = "(SELECT array_agg(%s) FROM generate_series(1, 3000) g)";
        return switch (type) {
            case "text", "varchar", "citext" -> "repeat('x', 9000)";
            case "bytea" -> "decode(repeat('ab', 9000), 'hex')";
            case "json", "jsonb" -> "('\"' || repeat('x', 9000) || '\"')::" + type;
            case "xml" -> "('<a>' || repeat('x', 9000) || '</a>')::xml";
            case "tsvector" -> "(SELECT string_agg('w' || g, ' ') FROM generate_series(1, 3000) g)::tsvector";
            case "varbit" -> "repeat('10', 20000)::varbit";
            case "hstore" -> "hstore('k', repeat('x', 9000))";
            case "polygon" ->
                "(SELECT ('(' || string_agg('(' || g || ',1)', ',') || ')') FROM generate_series(1, 3000) g)::polygon";
            case "numeric" -> "repeat('9', 20000)::numeric";
            case "int4multirange" -> "(SELECT range_agg(int4range(g * 3, g * 3 + 1)) FROM generate_series(1, 3000) g)";
            case "text[]", "mood[]" -> String.format(many, "'glad'::" + type.replace("[]", ""));
            case "uuid[]" -> String.format(many, "gen_random_uuid()");
            case "bytea[]" -> String.format(many, "'\\x01'::bytea");
            case "bool[]" -> String.format(many, "g % 2 = 0");
            case "date[]" -> String.format(many, "date '2024-01-01' + g");
            case "time[]" -> String.format(many, "time '10:00' + g * interval '1 second'");
            case "timestamp[]", "timestamptz[]" ->
                String.format(many, "'2024-01-01'::" + type.replace("[]", "") + " + g * interval '1 second'");
            case "interval[]" -> String.format(many, "g * interval '1 second'");
            case "inet[]" -> String.format(many, "'10.0.0.0'::inet + g");
            case "jsonb[]" -> String.format(many, "to_jsonb(g)");
            default -> String.format(many, "(g % 100)::" + type.replace("[]", ""));
        };
    }

    private static boolean isPlaceholder(Object value) {
        Object one = value instanceof List<?> list && list.size() == 1 ? list.get(0) : value;
        if (one instanceof List<?> list) {
            return list.stream().allMatch(Boolean.class::isInstance)
                    ? list.equals(Placeholders.BITS)
                    : list.stream().map(Placeholders::number).toList().equals(Placeholders.NUMBERS);
        }
        return Placeholders.ONE.stream().anyMatch(form -> Placeholders.same(form, one));
    }

    private static List<Long> positions(List<SourceRecord> rows) {
        return rows.stream()
                .filter(row -> row.value() != null)
                .map(row -> ((Struct) row.value()).getInt64(RowFormat.LSN))
                .toList();
    }
}
