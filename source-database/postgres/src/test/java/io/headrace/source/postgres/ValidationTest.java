package io.headrace.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.EmbeddedPostgres;
import io.headrace.runtime.LoopbackPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads who gets something wrong, against the key that is wrong. */
class ValidationTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        postgres = EmbeddedPostgres.start(directory);
        postgres.execute(
                "postgres",
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.orders (id int PRIMARY KEY)",
                "CREATE TABLE shop.items (id int PRIMARY KEY)",
                "CREATE TABLE shop.log (line text)",
                "CREATE VIEW shop.open_orders AS SELECT * FROM shop.orders",
                "CREATE UNLOGGED TABLE shop.cache (id int PRIMARY KEY)",
                "CREATE TABLE shop.a_b (id int PRIMARY KEY)",
                "CREATE TABLE shop.\"a+b\" (id int PRIMARY KEY)",
                "CREATE ROLE pupil LOGIN",
                "CREATE ROLE reader LOGIN REPLICATION",
                "GRANT USAGE ON SCHEMA shop TO reader",
                "GRANT SELECT ON shop.orders, shop.items TO reader",
                "CREATE PUBLICATION narrow FOR TABLE shop.orders WITH (publish = 'insert')",
                "CREATE PUBLICATION wide FOR TABLE shop.orders, shop.items",
                "SELECT pg_create_physical_replication_slot('physical')",
                "SELECT pg_create_logical_replication_slot('decoding', 'test_decoding')");
    }

    @AfterAll
    static void stopServer() {
        postgres.close();
    }

    private static Map<String, String> valid() {
        Map<String, String> properties = new HashMap<>();
        properties.put("name", "shop");
        properties.put("connector.class", PostgresSourceConnector.class.getName());
        properties.put("tasks.max", "1");
        properties.put("url", postgres.url("postgres"));
        properties.put("username", "postgres");
        properties.put("password", "secret-of-mine");
        properties.put("tables", "shop.orders,shop.items");
        return properties;
    }

    /** Every error, each beginning with its key, which is also the key it stands against. */
    private static List<String> errors(Map<String, String> properties) {
        List<String> errors = new ArrayList<>();
        for (ConfigValue value :
                new PostgresSourceConnector().validate(properties).configValues()) {
            for (String error : value.errorMessages()) {
                assertThat(error).startsWith(value.name() + ": ").doesNotContain("secret-of-mine");
                errors.add(error);
            }
        }
        return errors;
    }

    private static List<String> errorsWith(String... changes) {
        Map<String, String> properties = valid();
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1].isEmpty()) {
                properties.remove(changes[i]);
            } else {
                properties.put(changes[i], changes[i + 1]);
            }
        }
        return errors(properties);
    }

    @Test
    void acceptsWhatIsRight() {
        assertThat(errorsWith()).isEmpty();
        assertThat(errorsWith("username", "reader", "publication", "wide")).isEmpty();
        assertThat(errorsWith("tables", "shop.log", "snapshot", "only")).isEmpty();
    }

    @Test
    void saysEverythingAtOnceAndAsksNoServerThen() {
        assertThat(errors(Map.of("name", "a b", "tables", "orders", "snapshot", "always", "debezium.slot.name", "s")))
                .containsExactlyInAnyOrder(
                        "url: it is missing; it must be a URL that begins with postgresql://, without user and password. Set it.",
                        "username: it is missing; it must be a text. Set it.",
                        "tables: 'orders' is not allowed; it must be a list of schema.table, where * stands for any text. Set it to such a value.",
                        "snapshot: 'always' is not allowed; it must be one of initial, never, when_needed, only. Set it to one of these or leave it out for the default initial.",
                        "topic.prefix: is not set, and the connector's name 'a b' cannot begin a topic's name. It must be a text of letters, digits, dots, dashes and underscores. Set topic.prefix.",
                        "debezium.slot.name: is not handed through, because it has a setting of its own. Use slot instead.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            slot            | Orders        | slot: 'Orders' is not allowed; it must be a text of 1 to 63 lower-case letters, digits and underscores. Set it to such a value or leave it out.
            tabels          | x.y           | tabels: there is no such setting; the nearest is tables. Rename the key or remove it.
            debezium.converters | x         | debezium.converters: is not handed through: this connector's converter is exact. Remove the key.
            debezium.plugin.name | decoderbufs | debezium.plugin.name: is not handed through: only pgoutput is in every server. Remove the key.
            debezium.headrace.type | x      | debezium.headrace.type: is not handed through: it is this connector's own. Remove the key.
            tables          | shop.order    | tables: 'shop.order' matches no table in the database 'postgres'. Near to it: shop.orders. Name one that exists.
            tables          | shop.open_orders | tables: 'shop.open_orders' is a view. Only tables can be captured. Name the tables behind it.
            tables          | shop.cache    | tables: shop.cache is unlogged, so its changes are in no log. Run ALTER TABLE … SET LOGGED, or leave it out.
            tables          | shop.log      | tables: shop.log has no primary key and no other replica identity; once published, its updates and deletes fail in the server. Give it a primary key, run ALTER TABLE … REPLICA IDENTITY FULL, or leave it out.
            tables          | shop.a*       | tables: shop.a+b and shop.a_b would share the topic shop.shop.a_b. Each table needs one of its own. Capture one of them with another connector and topic.prefix.
            slot            | physical      | slot: the slot 'physical' is physical. It must use pgoutput. Name another slot, or drop this one with SELECT pg_drop_replication_slot('physical').
            slot            | decoding      | slot: the slot 'decoding' uses the plugin test_decoding. It must use pgoutput. Name another slot, or drop this one with SELECT pg_drop_replication_slot('decoding').
            username        | nobody        | password: the server refuses the login of 'nobody': FATAL: role "nobody" does not exist. Correct username or password, or the server's pg_hba.conf.
            """)
    void saysWhatIsWrongWith(String key, String value, String error) {
        assertThat(errorsWith(key, value)).containsExactly(error);
    }

    @Test
    void checksTheUrl() {
        assertThat(errorsWith("url", "postgresql:///shop?sslmode=on&connectTimeout=1"))
                .containsExactly(
                        "url: names no host. It must be like postgresql://host:port/database. Put the host in.",
                        "url: has sslmode 'on'. It must be one of disable, allow, prefer, require, verify-ca, verify-full. Set one of them.",
                        "url: has the parameter 'connectTimeout'. It may be sslmode. Use ssl.ca.path, ssl.cert.path or ssl.key.path for certificates, and debezium.driver.NAME for other parameters of the driver.");
        assertThat(errorsWith("url", postgres.url("nowhere")))
                .containsExactly("url: the server has no database 'nowhere'. Name one that it has.");
        int unused = LoopbackPort.free();
        assertThat(errorsWith("url", "postgresql://127.0.0.1:" + unused + "/postgres"))
                .containsExactly(
                        "url: the server does not answer as needed: Connection to 127.0.0.1:" + unused
                                + " refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP connections. Correct host, port and TLS settings, or set validate.connect=false where this worker does not reach the database.");
        assertThat(errorsWith("url", "postgresql://127.0.0.1:" + unused + "/postgres", "validate.connect", "false"))
                .isEmpty();
    }

    @Test
    void namesEveryPrivilegeThatIsMissing() {
        assertThat(errorsWith("username", "pupil"))
                .containsExactlyInAnyOrder(
                        "username: the role 'pupil' may not replicate. It must have REPLICATION. Run ALTER ROLE \"pupil\" REPLICATION (on Amazon RDS: GRANT rds_replication TO \"pupil\").",
                        "tables: the role may not read shop.items, shop.orders. It must have USAGE on the schema and SELECT on the table. Run GRANT USAGE ON SCHEMA … TO \"pupil\" and GRANT SELECT ON … TO \"pupil\".",
                        "publication: the publication 'headrace_shop' does not exist, and the role may not create it. Run as the owner of the tables: CREATE PUBLICATION headrace_shop FOR TABLE \"shop\".\"items\", \"shop\".\"orders\" WITH (publish_via_partition_root = true);");
    }

    @Test
    void namesWhatThePublicationLacks() {
        assertThat(errorsWith("username", "reader", "publication", "narrow"))
                .containsExactlyInAnyOrder(
                        "publication: the publication 'narrow' does not cover all tables, and the role may not change it. Run as its owner: ALTER PUBLICATION narrow ADD TABLE \"shop\".\"items\";",
                        "publication: the publication 'narrow' does not publish delete, update. It must publish insert, update and delete. Run ALTER PUBLICATION narrow SET (publish = 'insert, update, delete, truncate').");
    }

    @Test
    void saysWhatTheServerMustBeSetTo(@TempDir Path directory) {
        try (EmbeddedPostgres plain = EmbeddedPostgres.start(
                directory,
                LoopbackPort.free(),
                Map.of("wal_level", "replica", "max_replication_slots", "1", "max_wal_senders", "0"))) {
            plain.execute(
                    "postgres",
                    "CREATE TABLE t (id int PRIMARY KEY)",
                    "SELECT pg_create_physical_replication_slot('taken')");
            assertThat(errorsWith("url", plain.url("postgres"), "tables", "public.t"))
                    .containsExactlyInAnyOrder(
                            "url: the server's wal_level is replica. It must be logical. Run ALTER SYSTEM SET wal_level = 'logical' and restart the server (on managed services, set its parameter for logical replication).",
                            "url: all 0 replication connections of the server are in use. One must be free. Raise max_wal_senders.",
                            "slot: all 1 replication slots of the server are in use. One must be free. Drop one that nobody reads (see pg_replication_slots) or raise max_replication_slots.");
        }
    }
}
