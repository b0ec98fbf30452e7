package io.headrace.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.apache.kafka.common.config.ConfigException;

class RoundTripTest {

    private static final Setting<Long> ROWS =
            Setting.longs("x.rows").defaultsTo(0L).build();
    private static final Setting<Integer> COUNT =
            Setting.integer("count").defaultsTo(0).build();
    private static final Setting<Duration> WAIT =
            Setting.duration("wait.ms").defaultsTo(Duration.ZERO).build();
    private static final Setting<Duration> KEEP =
            Setting.duration("keep.days").defaultsTo(Duration.ZERO).build();
    private static final Setting<List<String>> TABLES =
            Setting.list("tables").defaultsTo(List.of()).build();
    private static final Setting<String> TEXT =
            Setting.string("text").defaultsTo("").build();
    private static final Settings SETTINGS = Settings.of(ROWS, COUNT, WAIT, KEEP, TABLES, TEXT);

    @Property
    void whatIsRenderedIsReadBack(
            @ForAll long rows,
            @ForAll int count,
            @ForAll long wait,
            @ForAll @LongRange(min = -100_000_000_000L, max = 100_000_000_000L) long days,
            @ForAll List<@AlphaChars @StringLength(min = 1, max = 5) String> tables,
            @ForAll String text) {
        long millis = wait == Long.MIN_VALUE ? 0 : wait;
        Map<String, String> properties = Map.of(
                "x.rows", ROWS.render(rows),
                "count", COUNT.render(count),
                "wait.ms", WAIT.render(Duration.ofMillis(millis)),
                "keep.days", KEEP.render(Duration.ofDays(days)),
                "tables", TABLES.render(tables),
                "text", TEXT.render(text));

        Values values = SETTINGS.parse(properties);

        assertThat(values.get(ROWS)).isEqualTo(rows);
        assertThat(values.get(COUNT)).isEqualTo(count);
        assertThat(values.get(WAIT)).isEqualTo(Duration.ofMillis(millis));
        assertThat(values.get(KEEP)).isEqualTo(Duration.ofDays(days));
        assertThat(values.get(TABLES)).isEqualTo(tables);
        assertThat(values.get(TEXT)).isEqualTo(text);
    }

    /** Whatever is in front of the {@code @} must not come back in an error, however odd the letters. */
    @Property
    void aPasswordInAUrlIsRefusedAndNeverShown(@ForAll("passwords") String password) {
        Settings settings = Settings.of(
                Setting.url("url", "postgresql").required().build(),
                Setting.string("other").required().build());

        assertThatThrownBy(() -> settings.parse(Map.of("url", "postgresql://bob:" + password + "@db/shop")))
                .isInstanceOf(ConfigException.class)
                .message()
                .contains("url: ")
                .doesNotContain(password)
                .doesNotContain("bob");
    }

    @Provide
    Arbitrary<String> passwords() {
        return Arbitraries.strings()
                .withChars("pqxyz0123:/?#[]@!$&'()*+,;= %|\\^\"<>")
                .ofMinLength(0)
                .ofMaxLength(12)
                .flatMap(odd -> Arbitraries.of("Zq7" + odd, "7391" + odd));
    }

    @Property
    void aTextThatIsNoNumberIsRefusedInOneLine(@ForAll @NotEmpty String text) {
        if (text.strip().matches("[+-]?[0-9]+")) {
            return;
        }
        assertThatThrownBy(() -> SETTINGS.parse(Map.of("count", text)))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith("count: '")
                .hasLineCount(1);
    }
}
