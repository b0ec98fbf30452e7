package io.headrace.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    enum WriteMode {
        APPEND,
        MERGE
    }

    private static final Setting<Duration> INTERVAL = Setting.duration("flush.interval.ms")
            .defaultsTo(Duration.ofSeconds(10))
            .between(Duration.ofMillis(100), Duration.ofHours(1))
            .important()
            .group("Flush")
            .doc("How long rows wait before they are written.")
            .build();
    private static final Setting<Long> ROWS = Setting.longs("flush.rows")
            .defaultsTo(50_000L)
            .atLeast(1L)
            .group("Flush")
            .doc("How many rows are written at once.")
            .build();
    private static final Setting<WriteMode> MODE = Setting.oneOf("write.mode", WriteMode.class)
            .defaultsTo(WriteMode.APPEND)
            .group("Write")
            .doc("What becomes of rows whose key is there already.")
            .build();
    private static final Setting<URI> URL = Setting.url("url", "postgresql", "postgres")
            .required()
            .group("Connection")
            .doc("Where the system is.")
            .build();
    private static final Setting<Optional<Secret>> PASSWORD = Setting.password("password")
            .check(secret -> secret.value().length() > 3, "longer than three characters")
            .optional()
            .group("Connection")
            .doc("The password of the user.")
            .build();
    private static final Setting<List<String>> TABLES = Setting.list("tables")
            .defaultsTo(List.of())
            .group("Connection")
            .doc("The tables to read.")
            .build();
    private static final Setting<Boolean> VALIDATE = Setting.bool("validate.connect")
            .defaultsTo(true)
            .group("Connection")
            .doc("Whether the validation calls the system.")
            .build();
    private static final Setting<Optional<Integer>> PORT = Setting.integer("port")
            .between(1, 65_535)
            .optional()
            .group("Connection")
            .doc("The port to listen on.")
            .build();

    private static final Settings SETTINGS = Settings.of(URL, PASSWORD, TABLES, VALIDATE, PORT)
            .plus(Settings.of(INTERVAL, ROWS))
            .plus(MODE)
            .passthrough("kafka.", "Kafka", "Settings of the admin client.");

    @Test
    void readsEveryKindAndItsDefault() {
        Values values = SETTINGS.parse(Map.of(
                "url", "postgresql://db:5432/shop",
                "password", "hunter22",
                "tables", "a, b ,c",
                "write.mode", "merge",
                "flush.interval.ms", "250"));

        assertThat(values.get(URL)).isEqualTo(URI.create("postgresql://db:5432/shop"));
        assertThat(values.get(PASSWORD)).contains(Secret.of("hunter22"));
        assertThat(values.get(TABLES)).containsExactly("a", "b", "c");
        assertThat(values.get(MODE)).isEqualTo(WriteMode.MERGE);
        assertThat(values.get(INTERVAL)).isEqualTo(Duration.ofMillis(250));
        assertThat(values.get(ROWS)).isEqualTo(50_000L);
        assertThat(values.get(VALIDATE)).isTrue();
        assertThat(values.get(PORT)).isEmpty();
        assertThat(values.isSet(MODE)).isTrue();
        assertThat(values.isSet(ROWS)).isFalse();
        assertThat(values.toString())
                .isEqualTo("{url=postgresql://db:5432/shop, password=[hidden], tables=a,b,c, validate.connect=true,"
                        + " port=, flush.interval.ms=250, flush.rows=50000, write.mode=merge}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            flush.interval.ms | -5 | '-5' is not allowed; it must be between 100 ms and 3600000 ms. Set it to a value in that range or leave it out for the default 10000.
            flush.interval.ms | 10s | '10s' is not allowed; it must be a whole number of milliseconds. Set it to such a value or leave it out for the default 10000.
            flush.interval.ms | 99999999999999999999 | '99999999999999999999' is not allowed; it must be between -9223372036854775807 and 9223372036854775807. Set it to a value in that range or leave it out for the default 10000.
            flush.rows | 0 | '0' is not allowed; it must be at least 1 row. Set it to such a value or leave it out for the default 50000.
            write.mode | upsert | 'upsert' is not allowed; it must be one of append, merge. Set it to one of these or leave it out for the default append.
            validate.connect | yes | 'yes' is not allowed; it must be true or false. Set it to one of these or leave it out for the default true.
            port | 70000 | '70000' is not allowed; it must be between 1 and 65535. Set it to a value in that range or leave it out.
            tables | a,,b | 'a,,b' is not allowed; it must be a list of texts with commas between them. Set it to such a value or leave it out.
            password | abc | the value [hidden] is not allowed; it must be longer than three characters. Set it to such a value or leave it out.
            url | jdbc:postgresql://db/shop | it is not a URL (not shown, as it may hold a password); it must be a URL that begins with postgresql:// or postgres://, without user and password. Set it to such a URL.
            url | mysql://db/shop | the scheme 'mysql' is not allowed; it must be one of postgresql, postgres. Set it to a URL that begins with postgresql:// or postgres://.
            url | postgresql://bob:pw@db/shop | it holds a user or a password (not shown); it must be a URL without them, because logs and the REST API show URLs. Move them to the settings username and password, and write any other @ as %40.
            url | postgresql://bob:p#w@db/shop | it holds a user or a password (not shown); it must be a URL without them, because logs and the REST API show URLs. Move them to the settings username and password, and write any other @ as %40.
            url | postgresql://db/shop?a=b&password=pw | it holds a user or a password (not shown); it must be a URL without them, because logs and the REST API show URLs. Move them to the settings username and password, and write any other @ as %40.
            url | postgresql://bob:p/w@db/shop | it holds a user or a password (not shown); it must be a URL without them, because logs and the REST API show URLs. Move them to the settings username and password, and write any other @ as %40.
            url | postgresql://bob:12/w@db/shop | it holds a user or a password (not shown); it must be a URL without them, because logs and the REST API show URLs. Move them to the settings username and password, and write any other @ as %40.
            url | postgresql://db:five/shop | its port is not a number (not shown, as it may be part of a password); it must be a URL that begins with postgresql:// or postgres://, without user and password. Set it to such a URL.
            url | `` | it is missing; it must be a URL that begins with postgresql:// or postgres://, without user and password. Set it.
            """)
    void saysWhatIsWrongWhatIsAllowedAndTheMend(String key, String value, String error) {
        Map<String, String> properties = new HashMap<>(Map.of("url", "postgresql://db/shop"));
        properties.put(key, value);

        assertThatThrownBy(() -> SETTINGS.parse(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessage(key + ": " + error);
    }

    @Test
    void saysEveryProblemAtOnce() {
        assertThatThrownBy(() -> SETTINGS.parse(Map.of("flush.rows", "many", "flush.row", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                        3 problems in the configuration:
                        - url: it is missing; it must be a URL that begins with postgresql:// or postgres://, without user and password. Set it.
                        - flush.rows: 'many' is not allowed; it must be a whole number of rows. Set it to such a value or leave it out for the default 50000.
                        - flush.row: there is no such setting; the nearest is flush.rows. Rename the key or remove it.""");
    }

    @Test
    void handsOnWhatBelongsToOthers() {
        Values values = SETTINGS.parse(Map.of(
                "url", "postgresql://db/shop",
                "kafka.bootstrap.servers", "localhost:9092",
                "value.converter.schemas.enable", "false",
                "com.example.unheard.of", "1"));

        assertThat(values.withPrefix("kafka.")).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(values.toString()).contains("kafka.bootstrap.servers=[hidden]");
    }

    @Test
    void lowersToConfigDef() {
        ConfigDef def = SETTINGS.toConfigDef();
        ConfigDef.ConfigKey interval = key(def, "flush.interval.ms");

        assertThat(interval.type).isEqualTo(ConfigDef.Type.LONG);
        assertThat(interval.defaultValue).isEqualTo(10_000L);
        assertThat(interval.importance).isEqualTo(ConfigDef.Importance.HIGH);
        assertThat(interval.group).isEqualTo("Flush");
        assertThat(interval.orderInGroup).isEqualTo(1);
        assertThat(interval.displayName).isEqualTo("Flush interval (ms)");
        assertThat(interval.documentation).isEqualTo("How long rows wait before they are written.");
        assertThat(interval.validator).hasToString("a whole number of milliseconds, between 100 ms and 3600000 ms");
        assertThat(key(def, "password").type).isEqualTo(ConfigDef.Type.PASSWORD);
        assertThat(key(def, "url").hasDefault()).isFalse();
        assertThat(def.validate(Map.of("url", "postgresql://db/shop")))
                .filteredOn(value -> value.name().equals("write.mode"))
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.recommendedValues()).isEqualTo(List.of("append", "merge"));
                    assertThat(value.value()).isEqualTo("append");
                });
    }

    @Test
    void putsEveryProblemAgainstItsKey() {
        Map<String, String> properties = Map.of("flush.rows", "many", "password", "abc", "flush.row", "7");
        Problems problems = SETTINGS.problems(properties);
        problems.rule(values -> {
            if (values.get(MODE) == WriteMode.APPEND) {
                problems.add(MODE, "'append' needs a wider table. Set it to merge.");
            }
        });
        problems.rule(values -> problems.add("port", "must not be reached because of " + values.get(ROWS)));

        List<ConfigValue> answer =
                problems.into(new Config(SETTINGS.toConfigDef().validate(properties)));

        assertThat(answer)
                .filteredOn(value -> !value.errorMessages().isEmpty())
                .extracting(value -> value.name() + " -> " + value.errorMessages())
                .containsExactlyInAnyOrder(
                        "url -> [url: it is missing; it must be a URL that begins with postgresql://"
                                + " or postgres://, without user and password. Set it.]",
                        "password -> [password: the value [hidden] is not allowed; it must be longer than three"
                                + " characters. Set it to such a value or leave it out.]",
                        "flush.rows -> [flush.rows: 'many' is not allowed; it must be a whole number of rows. Set it"
                                + " to such a value or leave it out for the default 50000.]",
                        "write.mode -> [write.mode: 'append' needs a wider table. Set it to merge.]",
                        "flush.row -> [flush.row: there is no such setting; the nearest is flush.rows. Rename the key"
                                + " or remove it.]");
    }

    @Test
    void refusesAKeyThatComesTwice() {
        assertThatThrownBy(() -> SETTINGS.plus(ROWS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key flush.rows is there twice");
    }

    private static ConfigDef.ConfigKey key(ConfigDef def, String name) {
        return Objects.requireNonNull(def.configKeys().get(name), name);
    }
}
