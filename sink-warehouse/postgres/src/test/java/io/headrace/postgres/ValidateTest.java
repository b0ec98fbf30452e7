package io.headrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads when the configuration does not work; the connector's own {@code validate}, as the REST API calls it. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidateTest {

    private static final String PASSWORD = "pass-w0rd";

    private final Postgres postgres;

    ValidateTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "validated");
        postgres.execute("DROP ROLE IF EXISTS loader", "CREATE ROLE loader LOGIN");
    }

    /** Every error, in the order of the keys. */
    private static List<String> errors(Map<String, String> settings) {
        settings.put("name", "orders");
        settings.put("topics", "orders");
        settings.put("connector.class", PostgresSinkConnector.class.getName());
        settings.put("consumer.override.isolation.level", "read_committed");
        List<String> errors = new ArrayList<>();
        for (ConfigValue value : new PostgresSinkConnector().validate(settings).configValues()) {
            value.errorMessages().forEach(message -> {
                assertThat(message).startsWith(value.name() + ": ").doesNotContain(PASSWORD);
                errors.add(message);
            });
        }
        return errors;
    }

    private List<String> errorsWith(String... changes) {
        return errors(postgres.settings(changes));
    }

    @Test
    void whatWorksHasNoErrors() {
        assertThat(errorsWith()).isEmpty();
        assertThat(errorsWith("schema", "not there yet")).isEmpty();
        assertThat(errorsWith(
                        "url",
                        "postgres://127.0.0.1:1,127.0.0.1:" + postgres.server.port() + "/validated?sslmode=disable"))
                .isEmpty();
    }

    @Test
    void settingsThatContradictThemselves(@TempDir Path dir) throws IOException {
        String here = postgres.server.url("validated");
        Path cert = Files.writeString(dir.resolve("cert.pem"), "");
        assertThat(errorsWith("ssl.mode", "require", "url", here + "?sslmode=disable"))
                .containsExactly(
                        "ssl.mode: 'require' contradicts sslmode=disable in the URL; it must be the same, or said"
                                + " once. Remove one of the two.");
        assertThat(errorsWith("ssl.ca.path", "/no/such.pem"))
                .containsExactly(
                        "ssl.ca.path: '/no/such.pem' is no file that the worker can read. Copy it to every worker, or"
                                + " correct the path.");
        assertThat(errorsWith("ssl.cert.path", cert.toString()))
                .containsExactly(
                        "ssl.key.path: a certificate and its key must be given together, and one of ssl.cert.path and"
                                + " ssl.key.path is missing. Set both, or neither.");
        assertThat(errorsWith("ssl.mode", "on"))
                .containsExactly(
                        "ssl.mode: 'on' is not allowed; it must be one of disable, allow, prefer, require, verify-ca,"
                                + " verify-full. Set it to such a value or leave it out.");
        assertThat(errorsWith("schema", "pg_mine"))
                .containsExactly(
                        "schema: 'pg_mine' is not allowed; it must be a name of 1 to 63 bytes that does not begin with"
                                + " pg_, which Postgres keeps for itself. Set it to such a value or leave it out for the default public.");
    }

    @Test
    void urlsThatNameNoDatabase() {
        for (String url : List.of(
                "postgresql://127.0.0.1",
                "postgresql://127.0.0.1/",
                "postgresql:///db",
                "postgresql://127.0.0.1/a/b",
                "postgresql://127.0.0.1/db?sslmode=yes",
                "postgresql://127.0.0.1/db?options=-csearch_path%3Dx",
                "postgresql://127.0.0.1/db#x",
                "postgresql://127.0.0.1,/db")) {
            assertThat(errorsWith("url", url))
                    .singleElement()
                    .asString()
                    .startsWith("url: ")
                    .endsWith(
                            "postgresql://host:port/database, with hosts separated by commas and at most the parameter"
                                    + " sslmode. Set it to such a value.");
        }
    }

    @Test
    void serversThatAreNotThere() {
        assertThat(errorsWith("url", "postgresql://127.0.0.1:1/validated"))
                .containsExactly("url: Postgres does not answer at 127.0.0.1:1/validated as it should (SQLSTATE 08001:"
                        + " Connection to 127.0.0.1:1 refused. Check that the hostname and port are correct and that the"
                        + " postmaster is accepting TCP/IP connections.). Correct the URL, start the server, or let the worker"
                        + " through the firewall; to check later, set validate.connect=false.");
        assertThat(errorsWith("url", "postgresql://127.0.0.1:1/validated", "validate.connect", "false"))
                .isEmpty();
        assertThat(errorsWith("url", postgres.server.url("nowhere")))
                .containsExactly("url: there is no database 'nowhere' at 127.0.0.1:" + postgres.server.port()
                        + ". Create it, or correct the end of the URL.");
        assertThat(errorsWith("ssl.mode", "require"))
                .containsExactly("ssl.mode: no protected connection to 127.0.0.1:" + postgres.server.port()
                        + " (SQLSTATE 08004: The server does not support SSL.). Turn on ssl at the server and give it a"
                        + " certificate that ssl.ca.path can check, or set a mode that asks for less.");
        assertThat(errorsWith("username", "nobody here"))
                .containsExactly("username: Postgres at 127.0.0.1:" + postgres.server.port()
                        + " refuses 'nobody here' (SQLSTATE 28000: FATAL: role \"nobody here\" does not exist). Create the role,"
                        + " or let it in from the worker's address in pg_hba.conf.");
    }

    @Test
    void privilegesThatAreMissing() throws SQLException {
        postgres.execute(
                "REVOKE TEMPORARY ON DATABASE validated FROM PUBLIC",
                "CREATE SCHEMA closed",
                "CREATE SCHEMA half",
                "GRANT USAGE ON SCHEMA half TO loader",
                "CREATE TABLE half._headrace_loads (x int)",
                "GRANT SELECT, INSERT ON half._headrace_loads TO loader");
        String noTemporary =
                "username: 'loader' may not make temporary tables in database 'validated', through which rows are"
                        + " merged. GRANT TEMPORARY ON DATABASE \"validated\" TO \"loader\".";
        assertThat(errorsWith("username", "loader", "schema", "absent"))
                .containsExactlyInAnyOrder(
                        noTemporary,
                        "schema: 'absent' is not there, and 'loader' may not create it. Create it for the role, or GRANT CREATE"
                                + " ON DATABASE \"validated\" TO \"loader\".");
        postgres.execute("GRANT TEMPORARY ON DATABASE validated TO loader");
        assertThat(errorsWith("username", "loader", "schema", "closed"))
                .containsExactly(
                        "schema: 'loader' may not use schema 'closed'. GRANT USAGE ON SCHEMA \"closed\" TO \"loader\".");
        assertThat(errorsWith("username", "loader", "schema", "half"))
                .containsExactly(
                        "schema: 'loader' lacks UPDATE, DELETE on table _headrace_loads in schema 'half'. GRANT UPDATE, DELETE ON"
                                + " \"half\".\"_headrace_loads\" TO \"loader\".",
                        "schema: 'loader' may not create tables in schema 'half', and the tables _headrace_* of the ledger are not"
                                + " all there yet. GRANT CREATE ON SCHEMA \"half\" TO \"loader\".");
        postgres.execute("ALTER ROLE loader SET default_transaction_read_only = on");
        assertThat(errorsWith("username", "loader"))
                .containsExactly(
                        "url: 127.0.0.1:" + postgres.server.port() + "/validated is read only for 'loader'. Set"
                                + " default_transaction_read_only to off for the role or the database.");
    }

    @Test
    void passwordsAndStandbys(@TempDir Path dir) throws SQLException, IOException {
        try (PostgresServer own = Servers.provider().postgres(dir.resolve("data"), Map.of())) {
            Postgres guarded = new Postgres(own, "guarded");
            guarded.execute(
                    "CREATE ROLE guarded LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'",
                    "DO $$ BEGIN EXECUTE format('COPY (VALUES (%L), (%L)) TO %L', 'host all guarded all scram-sha-256',"
                            + " 'host all postgres all trust', current_setting('hba_file')); END $$",
                    "SELECT pg_reload_conf()");
            String hosts = "127.0.0.1:" + own.port();
            assertThat(errors(guarded.settings("username", "guarded", "password", PASSWORD)))
                    .isEmpty();
            assertThat(errors(guarded.settings("username", "guarded", "password", PASSWORD + "x")))
                    .containsExactly(
                            "password: Postgres at " + hosts + " refuses the login of 'guarded' (SQLSTATE 28P01: FATAL:"
                                    + " password authentication failed for user \"guarded\"). Correct username or password.");
            Map<String, String> without = guarded.settings("username", "guarded");
            without.remove("password");
            assertThat(errors(without))
                    .containsExactly("password: Postgres at " + hosts
                            + " asks 'guarded' for a password, and none is given. Set it.");
            assertThat(errors(guarded.settings("username", "stranger")))
                    .singleElement()
                    .asString()
                    .startsWith("username: Postgres at " + hosts
                            + " refuses 'stranger' (SQLSTATE 28000: FATAL: no pg_hba.conf entry");
            own.stop();
            Files.createFile(dir.resolve("data").resolve("standby.signal"));
            own.start();
            assertThat(errors(guarded.settings()))
                    .containsExactly(
                            "url: " + hosts + "/guarded is a standby, which takes no writes. Name the primary, or all"
                                    + " hosts of the cluster with commas between them.");
        }
    }
}
