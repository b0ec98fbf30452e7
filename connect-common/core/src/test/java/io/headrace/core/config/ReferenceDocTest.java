package io.headrace.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceDocTest {

    private static final Setting<Duration> INTERVAL = Setting.duration("flush.interval.ms")
            .defaultsTo(Duration.ofSeconds(10))
            .between(Duration.ofMillis(100), Duration.ofHours(1))
            .important()
            .group("Flush")
            .doc("How long rows wait.")
            .build();
    private static final Setting<String> NAME = Setting.string("username")
            .required()
            .group("Connection")
            .doc("Who logs in.")
            .build();
    private static final Setting<Optional<Boolean>> SAFE = Setting.bool("flush.safe")
            .optional()
            .advanced()
            .group("Flush")
            .doc("Whether it is safe.")
            .build();

    @Test
    void saysAllThatThereIsToSay() {
        Settings settings = Settings.of(INTERVAL, NAME, SAFE).passthrough("kafka.", "Kafka", "The admin client.");

        assertThat(ReferenceDoc.markdown("Test sink", settings)).isEqualTo("""
                        # Test sink: settings

                        This page is generated from the code; a test compares the two.

                        ## Flush

                        ### `flush.interval.ms`

                        How long rows wait.

                        - Type: long, milliseconds
                        - Default: `10000`
                        - Allowed: a whole number of milliseconds, between 100 ms and 3600000 ms
                        - Importance: high

                        ### `flush.safe`

                        Whether it is safe.

                        - Type: boolean
                        - Default: none, it may be left out
                        - Allowed: true or false
                        - Importance: low

                        ## Connection

                        ### `username`

                        Who logs in.

                        - Type: string
                        - Default: none, it must be set
                        - Allowed: a text
                        - Importance: medium

                        ## Kafka

                        ### `kafka.*`

                        The admin client.

                        - Type: handed on as given
                        """);
    }
}
