package io.headrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.connect.FakeTask;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Constraints of a user's tables that a flush as a whole would break, and its records in Kafka's order do not. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderTest {

    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", Schema.INT64_SCHEMA)
            .field("ref", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private final Postgres postgres;

    OrderTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "in_order");
    }

    private SinkHarness harness(String name, String... settings) {
        SinkHarness harness = new SinkHarness(new PostgresDestinationFactory(), postgres.settings(settings), 1);
        return harness.setting("name", name)
                .setting("write.mode", "merge")
                .setting("metadata.columns", "none")
                .setting("retry.first.ms", "10");
    }

    private static void send(SinkHarness harness, TopicPartition at, long id, @Nullable Long ref) {
        harness.topics.append(
                at,
                KEY,
                new Struct(KEY).put("id", id),
                ROW,
                new Struct(ROW).put("id", id).put("ref", ref));
    }

    private static void delete(SinkHarness harness, TopicPartition at, long id) {
        harness.topics.append(at, KEY, new Struct(KEY).put("id", id), null, null);
    }

    private static FakeTask load(SinkHarness harness, TopicPartition... partitions) {
        FakeTask task = harness.start(List.of(partitions));
        harness.drain(task);
        assertThat(SinkHarness.failureOf(task)).isNull();
        return task;
    }

    @Test
    void childrenAndParentsOfOneFlush() throws SQLException {
        postgres.execute(
                "CREATE TABLE parents (id bigint PRIMARY KEY, ref bigint)",
                "CREATE TABLE children (id bigint PRIMARY KEY, ref bigint REFERENCES parents (id))");
        SinkHarness harness = harness("family");
        TopicPartition parents = new TopicPartition("parents", 0);
        TopicPartition children = new TopicPartition("children", 0);
        for (long id = 0; id < 20; id++) {
            send(harness, parents, id, null);
            send(harness, children, 100 + id, id);
        }
        send(harness, children, 200, 999L);
        send(harness, children, 201, 5L);
        // The children's partition comes first, and with it their table.
        FakeTask task = load(harness, children, parents);
        assertThat(postgres.column("SELECT count(*) FROM parents")).containsExactly(20L);
        assertThat(postgres.column("SELECT count(*) FROM children")).containsExactly(21L);
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.topic() + "@" + record.kafkaOffset())
                .containsExactly("children@20");

        delete(harness, children, 101);
        delete(harness, parents, 1);
        send(harness, parents, 1_000, null);
        send(harness, children, 102, 1_000L);
        delete(harness, parents, 2);
        harness.drain(task);
        assertThat(SinkHarness.failureOf(task)).isNull();
        task.stop();
        assertThat(postgres.column("SELECT count(*) FROM parents")).containsExactly(19L);
        assertThat(postgres.column("SELECT ref FROM children WHERE id IN (101, 102)"))
                .containsExactly(1_000L);
        assertThat(harness.reporter.confirmed()).hasSize(1);
    }

    /** The constraint speaks only at the commit, which Postgres then rolls back. */
    @Test
    void constraintsThatAreCheckedAtTheCommit() throws SQLException {
        postgres.execute("CREATE TABLE late (id bigint PRIMARY KEY,"
                + " ref bigint REFERENCES late (id) DEFERRABLE INITIALLY DEFERRED)");
        SinkHarness harness = harness("late");
        TopicPartition at = new TopicPartition("late", 0);
        send(harness, at, 1, 2L);
        send(harness, at, 2, null);
        send(harness, at, 3, 77L);
        send(harness, at, 4, 1L);
        load(harness, at).stop();
        assertThat(postgres.column("SELECT id FROM late ORDER BY id")).containsExactly(1L, 2L, 4L);
        assertThat(harness.reporter.confirmed())
                .extracting(record -> record.kafkaOffset())
                .containsExactly(2L);
    }

    @Test
    void aStatementThatNeverEndsInTimeStopsTheTask() throws SQLException {
        postgres.execute(
                "CREATE TABLE slow (id bigint PRIMARY KEY, ref bigint)",
                "CREATE FUNCTION sleep() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(30); RETURN NEW; END'",
                "CREATE TRIGGER slow BEFORE INSERT ON slow FOR EACH ROW EXECUTE FUNCTION sleep()");
        SinkHarness harness = harness("slow", "statement.timeout.ms", "1000");
        TopicPartition at = new TopicPartition("slow", 0);
        send(harness, at, 1, null);
        FakeTask task = harness.start(List.of(at));
        for (int i = 0; i < 100 && task.failure() == null; i++) {
            harness.clock.advance(Duration.ofSeconds(60));
            harness.round(task);
        }
        assertThat(SinkHarness.failureOf(task))
                .isEqualTo("Postgres could not load table slow (SQLSTATE 57014): ERROR: canceling statement due to"
                        + " statement timeout. Where a statement needs that long, raise statement.timeout.ms. This was"
                        + " tried 8 times in a row and never passed, so the task stops. Nothing is lost: mend it and"
                        + " restart the task.");
        task.stop();
        assertThat(harness.reporter.confirmed()).isEmpty();
        assertThat(harness.group.getOrDefault(at, 0L)).isZero();

        postgres.execute("DROP TRIGGER slow ON slow");
        load(harness, at).stop();
        assertThat(postgres.rows("SELECT id, ref IS NULL FROM slow")).containsExactly(List.of(1L, true));
    }
}
