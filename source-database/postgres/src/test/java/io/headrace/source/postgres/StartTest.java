package io.headrace.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.runtime.Await;
import io.headrace.runtime.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R24: what a start refuses, what it brings about, and how it goes on. */
class StartTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        postgres = EmbeddedPostgres.start(directory);
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    private static void run(String... statements) {
        postgres.execute("postgres", statements);
    }

    private static TaskHarness task(String name, String... changes) {
        Map<String, String> properties = new HashMap<>(TaskHarness.properties(postgres, name, "public." + name));
        for (int i = 0; i < changes.length; i += 2) {
            properties.put(changes[i], changes[i + 1]);
        }
        return new TaskHarness(properties);
    }

    @Test
    void refusesToGoOnWithoutItsSlot() throws Exception {
        run("CREATE TABLE gone (id int PRIMARY KEY)", "INSERT INTO gone VALUES (1)");
        try (TaskHarness task = task("gone")) {
            task.start();
            task.untilRows(1);
            task.stop();
            run("SELECT pg_drop_replication_slot('headrace_gone')", "INSERT INTO gone VALUES (2)");
            task.start();
            assertThatThrownBy(task::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageStartingWith(
                            "The replication slot 'headrace_gone' is gone, and with it the changes since ")
                    .hasMessageEndingWith(
                            "To read all tables again, stop the connector, delete its offsets (DELETE /connectors/NAME/offsets) and resume it, or set snapshot=when_needed; deletes that fell into the gap stay unseen.");
            run("SELECT pg_create_logical_replication_slot('headrace_gone', 'pgoutput')");
            task.start();
            assertThatThrownBy(task::poll)
                    .hasMessageStartingWith("The replication slot 'headrace_gone' begins at ")
                    .hasMessageContaining(
                            ": it was made anew or moved by somebody else, and the changes between are gone. ");
        }
    }

    @Test
    void readsAgainWhenNeeded() throws Exception {
        run("CREATE TABLE needed (id int PRIMARY KEY)", "INSERT INTO needed VALUES (1)");
        try (TaskHarness task = task("needed", "snapshot", "when_needed")) {
            task.start();
            task.untilRows(1);
            task.stop();
            run("SELECT pg_drop_replication_slot('headrace_needed')", "INSERT INTO needed VALUES (2)");
            task.start();
            task.untilRows(3);
            run("INSERT INTO needed VALUES (3)");
            assertThat(TaskHarness.describe(task.untilRows(4))).containsExactly("r 1", "r 1", "r 2", "c 3");
        }
    }

    @Test
    void readsOnlyOrStreamsOnly() throws Exception {
        run("CREATE TABLE single (id int PRIMARY KEY)", "INSERT INTO single VALUES (1)");
        try (TaskHarness reads = task("single", "snapshot", "only")) {
            reads.start();
            assertThat(TaskHarness.describe(reads.untilRows(1))).containsExactly("r 1");
        }
        try (TaskHarness streams = task("single", "snapshot", "never")) {
            streams.startStreaming();
            run("INSERT INTO single VALUES (2)");
            assertThat(TaskHarness.describe(streams.untilRows(1))).containsExactly("c 2");
        }
    }

    /** The least a role needs: LOGIN, REPLICATION, SELECT, and a publication that the tables' owner made. */
    @Test
    void runsWithTheLeastPrivileges() throws Exception {
        run(
                "CREATE TABLE least (id int PRIMARY KEY, at timestamptz DEFAULT now())",
                "INSERT INTO least VALUES (1)",
                "CREATE ROLE least_role LOGIN REPLICATION PASSWORD 'x'",
                "GRANT SELECT ON least TO least_role",
                "CREATE PUBLICATION made_by_owner FOR TABLE least");
        try (TaskHarness task = task("least", "username", "least_role", "publication", "made_by_owner")) {
            task.start();
            task.untilRows(1);
            run("INSERT INTO least VALUES (2)");
            task.untilRows(2);
            assertThat(task.rows()).hasSize(2);
        }
    }

    /** Other readers' tables stay in a publication that is shared. */
    @Test
    void addsTablesToThePublicationAndTakesNoneOut() throws Exception {
        run(
                "CREATE TABLE shared (id int PRIMARY KEY)",
                "CREATE TABLE others (id int PRIMARY KEY)",
                "CREATE PUBLICATION common FOR TABLE others");
        try (TaskHarness task = task("shared", "publication", "common");
                Server server = Server.connect(
                        SourceConfig.parse(TaskHarness.properties(postgres, "shared", "public.shared")))) {
            task.startStreaming();
            Names names = new Names("shared", "shared", "headrace_shared", "common");
            assertThat(server.facts(names).publication().orElseThrow().tables())
                    .containsExactlyInAnyOrder(
                            new ServerFacts.TableName("public", "shared"),
                            new ServerFacts.TableName("public", "others"));
        }
    }

    @Test
    void saysAtTheStartWhatTheServerLacks() {
        try (TaskHarness task = task("missing")) {
            task.start();
            assertThatThrownBy(task::poll)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("tables: 'public.missing' matches no table in the database 'postgres'.");
        }
    }

    @Test
    void leavesAPasswordThatIsWrongAtOnce() {
        try (TaskHarness task = task("login", "username", "nobody")) {
            task.start();
            assertThatThrownBy(task::poll)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("password: the server refuses the login of 'nobody'");
        }
    }

    /** The first reader keeps the slot; the second says so instead of taking it. */
    @Test
    void doesNotTakeASlotFromAnotherReader() throws Exception {
        run("CREATE TABLE held (id int PRIMARY KEY)");
        try (TaskHarness first = task("held");
                TaskHarness second = task("held", "slot.wait.ms", "2000")) {
            first.startStreaming();
            Await.until("the slot to be read", Duration.ofSeconds(30), () -> holder("headrace_held") != null);
            second.store(first.stored());
            second.start();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            second.poll();
                        }
                    })
                    .isInstanceOf(ConnectException.class)
                    .hasMessage(
                            "The replication slot 'headrace_held' is read by 'Debezium Streaming' (server process "
                                    + holder("headrace_held")
                                    + ") and has been for 2000 ms. Each connector needs a slot of its own. Set slot to another name, or end that reader with SELECT pg_terminate_backend(…); slot.wait.ms says how long to wait.");
            run("INSERT INTO held VALUES (1)");
            assertThat(TaskHarness.describe(first.untilRows(1))).containsExactly("c 1");
        }
    }

    private static @Nullable String holder(String slot) {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT active_pid FROM pg_replication_slots WHERE slot_name = '" + slot + "'")) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void letsItsOwnOffsetsBeAlteredOnly() {
        PostgresSourceConnector connector = new PostgresSourceConnector();
        Map<String, String> properties = TaskHarness.properties(postgres, "alter", "public.alter");
        Map<String, ?> own = Map.of("server", "alter");
        assertThat(connector.exactlyOnceSupport(properties)).isEqualTo(ExactlyOnceSupport.SUPPORTED);
        assertThat(connector.alterOffsets(properties, Collections.singletonMap(own, null)))
                .isTrue();
        assertThat(connector.alterOffsets(properties, Map.of(own, Map.of("lsn", 5L))))
                .isTrue();
        assertThatThrownBy(() -> connector.alterOffsets(properties, Map.of(Map.of("server", "other"), Map.of())))
                .hasMessage(
                        "The source partition {server=other} is none of this connector's. It must be {server=alter}. Send the offsets under that one.");
        assertThatThrownBy(() -> connector.alterOffsets(properties, Map.of(own, Map.of("pos", 5L))))
                .hasMessage(
                        "The offset has no number 'lsn'. It must be one that this connector has stored (GET /connectors/NAME/offsets), or null to begin anew. Send such an offset.");
    }

    @Test
    void namesSlotsAfterConnectors() {
        assertThat(slotOf("shop")).isEqualTo("headrace_shop");
        assertThat(slotOf("Shop-1")).isEqualTo("headrace_shop_1_d4da32a6");
        assertThat(slotOf("shop_1")).isEqualTo("headrace_shop_1");
        assertThat(slotOf("x".repeat(80))).hasSize(63).startsWith("headrace_xxx");
    }

    private static String slotOf(String connector) {
        Map<String, String> properties = TaskHarness.properties(postgres, connector, "a.b");
        return Objects.requireNonNull(
                Names.of(SourceConfig.parse(properties), properties).slot());
    }
}
