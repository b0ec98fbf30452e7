package io.headrace.postgres;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.secret.Secret;
import io.headrace.core.tls.TlsSettings;
import io.headrace.sql.SqlSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What a user says about the Postgres to load. */
final class PostgresSettings {

    private static final String CONNECTION = "Connection";
    private static final String SESSION = "Session";
    private static final String TABLES = "Tables";

    static final Setting<URI> URL = Setting.url("url", "postgresql", "postgres")
            .required()
            .check(
                    url -> PostgresAddress.problem(url).isEmpty(),
                    "postgresql://host:port/database, with hosts separated by commas and at most the parameter sslmode")
            .important()
            .group(CONNECTION)
            .doc("The database to load. Of several hosts the one that is not a standby is used, also after a failover.")
            .build();

    static final Setting<String> USERNAME = Setting.string("username")
            .required()
            .important()
            .group(CONNECTION)
            .doc("The role to log in as.")
            .build();

    static final Setting<Optional<Secret>> PASSWORD = Setting.password("password")
            .important()
            .group(CONNECTION)
            .doc("The role's password. Not needed where the server trusts the host or the client's certificate.")
            .optional()
            .build();

    static final Setting<String> SCHEMA = Setting.string("schema")
            .defaultsTo("public")
            .check(
                    PostgresSettings::isSchemaName,
                    "a name of 1 to 63 bytes that does not begin with pg_, which Postgres keeps for itself")
            .important()
            .group(CONNECTION)
            .doc("The schema of the tables and of the ledger; made if it is not there.")
            .build();

    static final Setting<Duration> CONNECT_TIMEOUT = Setting.duration("connect.timeout.ms")
            .defaultsTo(Duration.ofSeconds(10))
            .between(Duration.ofSeconds(1), Duration.ofMinutes(2))
            .group(CONNECTION)
            .doc("How long to wait for the server to accept a connection and the login.")
            .advanced()
            .build();

    static final Setting<Duration> LOCK_TIMEOUT = Setting.duration("lock.timeout.ms")
            .defaultsTo(Duration.ofSeconds(30))
            .between(Duration.ofMillis(100), Duration.ofMinutes(10))
            .group(SESSION)
            .doc("How long a statement waits for a lock that another session holds before the load is tried again.")
            .advanced()
            .build();

    static final Setting<Duration> IDLE_TIMEOUT = Setting.duration("idle.transaction.timeout.ms")
            .defaultsTo(Duration.ofMinutes(1))
            .between(Duration.ofSeconds(1), Duration.ofMinutes(30))
            .group(SESSION)
            .doc(
                    "How long the server lets a load's transaction stand still before it ends the session, so that a frozen worker frees what it locked.")
            .advanced()
            .build();

    static final Setting<Duration> STATEMENT_TIMEOUT = Setting.duration("statement.timeout.ms")
            .defaultsTo(Duration.ofMinutes(10))
            .between(Duration.ofSeconds(1), Duration.ofHours(6))
            .group(SESSION)
            .doc(
                    "How long one statement may run. A server that does not answer for ten seconds longer is taken for lost.")
            .advanced()
            .build();

    static final Setting<JsonForm> JSON_FORM = Setting.oneOf("json.form", JsonForm.class)
            .defaultsTo(JsonForm.JSON)
            .group(TABLES)
            .doc(
                    "The type of new columns for JSON, maps, structs and nested lists. json keeps every document as it came; jsonb can be indexed and compared, but changes the order and repetition of keys and the form of numbers, and refuses \\u0000.")
            .build();

    static final Setting<UnstorableText> UNSTORABLE_TEXT = Setting.oneOf("text.unstorable", UnstorableText.class)
            .defaultsTo(UnstorableText.FAIL)
            .group(TABLES)
            .doc(
                    "What happens to a text with a character that Postgres cannot store (NUL, or half of a surrogate pair): fail refuses the record, replace puts U+FFFD.")
            .build();

    static final Settings ALL = Settings.of(URL, USERNAME, PASSWORD, SCHEMA, CONNECT_TIMEOUT)
            .plus(TlsSettings.ALL)
            .plus(LOCK_TIMEOUT, IDLE_TIMEOUT, STATEMENT_TIMEOUT, JSON_FORM, UNSTORABLE_TEXT)
            .plus(SqlSettings.ALL);

    private PostgresSettings() {}

    private static boolean isSchemaName(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes >= 1 && bytes <= PostgresDialect.MAX_NAME_BYTES && !name.startsWith("pg_");
    }
}
