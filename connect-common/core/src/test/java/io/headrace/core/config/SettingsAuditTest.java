package io.headrace.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.secret.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingsAuditTest {

    @Test
    void passesSettingsThatKeepTheRules() {
        Setting<Integer> good = Setting.integer("flush.rows")
                .defaultsTo(7)
                .group("Flush")
                .doc("How many rows go to S3 in UTF-8 with times of RFC 3339: all, default or none.")
                .build();

        assertThat(SettingsAudit.violations(Settings.of(good).passthrough("kafka.", "Kafka", "Handed on.")))
                .isEmpty();
    }

    @Test
    void namesEveryBrokenRule() {
        Setting<String> key = text("Flush_Rows").group("Flush").doc("Rows.").build();
        Setting<String> silent = text("a").build();
        Setting<String> number = text("b").group("B").doc("Waits 10 rows.").build();
        Setting<String> fallback = text("c").group("C").doc("By Default all.").build();
        Setting<String> unit = text("wait.sec").group("C").doc("Waits.").build();
        Settings settings = Settings.of(key, silent, number, fallback, unit).passthrough("kafka.", "", "Kafka");

        assertThat(SettingsAudit.violations(settings))
                .containsExactly(
                        "Flush_Rows: a key must match [a-z0-9]+(\\.[a-z0-9]+)*",
                        "a: a group must be named",
                        "a: the documentation must end with a full stop",
                        "b: the documentation must name no number and no default; the reference adds them",
                        "c: the documentation must name no number and no default; the reference adds them",
                        "wait.sec: the unit must be the last part of the key, one of ms, seconds, minutes, hours, days,"
                                + " bytes, rows, records, percent",
                        "kafka.: a group must be named",
                        "kafka.: the documentation must end with a full stop");
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatThrownBy(() -> Setting.string("a").build())
                .hasMessage("The setting a must say exactly one of defaultsTo, required and optional");
        assertThatThrownBy(() -> text("a").required().build())
                .hasMessage("The setting a must say exactly one of defaultsTo, required and optional");
        assertThatThrownBy(
                        () -> Setting.integer("a").defaultsTo(5).between(1, 4).build())
                .hasMessage("The default of a must be between 1 and 4 but is 5");
        assertThatThrownBy(
                        () -> Setting.password("a").defaultsTo(Secret.of("x")).build())
                .hasMessage("The secret a must have no default");
        assertThatThrownBy(() -> Setting.duration("wait").defaultsTo(Duration.ZERO))
                .hasMessage("The key wait of a duration must end in one of .ms, .seconds, .minutes, .hours, .days");
        assertThatThrownBy(() -> Setting.bytes("size").defaultsTo(1L))
                .hasMessage("The key size of a size must end in .bytes");
        assertThatThrownBy(() -> Settings.of().passthrough("kafka", "Kafka", "Kafka."))
                .hasMessage("The prefix kafka must end with a dot");
    }

    private static SettingBuilder<String> text(String key) {
        return Setting.string(key).defaultsTo("x");
    }
}
