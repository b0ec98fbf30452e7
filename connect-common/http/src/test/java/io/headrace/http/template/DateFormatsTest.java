package io.headrace.http.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateFormatsTest {

    private static final OffsetDateTime TIME = OffsetDateTime.parse("2024-02-09T15:04:05.678901+02:00");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%Y-%m-%dT%H:%M:%S.%f%z|2024-02-09T15:04:05.678901+0200",
                "%Y-%m-%dT%H:%M:%S.%_msZ|2024-02-09T15:04:05.678Z",
                "%a, %d %b %Y|Fri, 09 Feb 2024",
                "%A %B %-d, %y|Friday February 9, 24",
                "%I:%M %p|03:04 PM",
                "%-m/%-d/%Y|2/9/2024",
                "%F %T|2024-02-09 15:04:05",
                "%j %U %W %V %G %u %w|040 05 06 06 2024 5 5",
                "100%%|100%",
                "%s|1707483845",
                "%ms|1707483845678",
                "%epoch_microseconds|1707483845678901",
                "%s_as_float|1707483845.678901"
            })
    void formats(String format, String text) {
        assertThat(DateFormats.format(TIME, format)).isEqualTo(text);
        assertThat(DateFormats.problem(format)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-02-09|%Y-%m-%d|2024-02-09T00:00:00Z",
                "2024-02-09T15:04:05Z|%Y-%m-%dT%H:%M:%SZ|2024-02-09T15:04:05Z",
                "2024-02-09T15:04:05.5+0200|%Y-%m-%dT%H:%M:%S.%f%z|2024-02-09T15:04:05.5+02:00",
                "2024-02-09T15:04:05-08:00|%Y-%m-%dT%H:%M:%S%z|2024-02-09T15:04:05-08:00",
                "2024-02-09T15:04:05Z|%Y-%m-%dT%H:%M:%S%z|2024-02-09T15:04:05Z",
                "2024-02-09 15:04:05.678|%Y-%m-%d %H:%M:%S.%_ms|2024-02-09T15:04:05.678Z",
                "Fri, 9 Feb 2024 15:04:05 GMT|%a, %d %b %Y %H:%M:%S %Z|2024-02-09T15:04:05Z",
                "03:04 pm 9 february 24|%I:%M %p %d %B %y|2024-02-09T15:04:00Z",
                "2024-040|%Y-%j|2024-02-09T00:00:00Z",
                "1707483845|%s|2024-02-09T13:04:05Z",
                "-1|%s|1969-12-31T23:59:59Z",
                "1707483845.678901|%s_as_float|2024-02-09T13:04:05.678901Z",
                "1707483845678|%ms|2024-02-09T13:04:05.678Z",
                "-1|%ms|1969-12-31T23:59:59.999Z",
                "1707483845678901|%epoch_microseconds|2024-02-09T13:04:05.678901Z"
            })
    void parses(String text, String format, OffsetDateTime time) {
        assertThat(DateFormats.parse(text, format)).isEqualTo(time);
    }

    @Test
    void refusesWhatDoesNotFollowTheFormat() {
        assertThatThrownBy(() -> DateFormats.parse("2024-02-09T", "%Y-%m-%d"))
                .isInstanceOf(DateTimeException.class)
                .hasMessage("'2024-02-09T' does not follow the format '%Y-%m-%d'");
        assertThatThrownBy(() -> DateFormats.parse("2024-02-30", "%Y-%m-%d")).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> DateFormats.parse("soon", "%s")).hasMessage("'soon' is no number as %s asks for");
        for (String endless : List.of("1E+999999999", "1E-999999999")) {
            assertThatThrownBy(() -> DateFormats.parse(endless, "%ms"))
                    .isInstanceOf(DateTimeException.class)
                    .hasMessage("'" + endless + "' is no number as %ms asks for");
        }
        assertThat(DateFormats.problem("%Y-%Q")).contains("'%Y-%Q' has the unknown directive '%Q'");
        assertThatThrownBy(() -> DateFormats.format(TIME, "%Q")).hasMessage("'%Q' has the unknown directive '%Q'");
    }

    @Test
    void aTextWithoutOffsetTakesTheOneThatIsGiven() {
        assertThat(DateFormats.parse("2024-02-09", "%Y-%m-%d", ZoneOffset.ofHours(2)))
                .isEqualTo(OffsetDateTime.parse("2024-02-09T00:00:00+02:00"));
    }

    @Property(tries = 500)
    void whatIsFormattedIsReadBack(
            @ForAll @LongRange(min = -30_000_000_000_000_000L, max = 200_000_000_000_000_000L) long micros) {
        OffsetDateTime time = Instant.EPOCH
                .plusSeconds(Math.floorDiv(micros, 1_000_000))
                .plusNanos(Math.floorMod(micros, 1_000_000) * 1000L)
                .atOffset(ZoneOffset.UTC);
        for (String format :
                new String[] {"%Y-%m-%dT%H:%M:%S.%f%z", "%epoch_microseconds", "%s_as_float", "%d %B %Y %I:%M:%S.%f %p"
                }) {
            assertThat(DateFormats.parse(DateFormats.format(time, format), format))
                    .isEqualTo(time);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "P1D,2024-02-01T12:00:00Z",
        "P1W,2024-02-07T12:00:00Z",
        "P1M,2024-02-29T12:00:00Z",
        "P1Y,2025-01-31T12:00:00Z",
        "PT1H30M,2024-01-31T13:30:00Z",
        "PT0.000001S,2024-01-31T12:00:00.000001Z",
        "P1DT12H,2024-02-02T00:00:00Z",
        "P0.5D,2024-02-01T00:00:00Z",
        "-P1D,2024-01-30T12:00:00Z"
    })
    void durationsAreAdded(String duration, OffsetDateTime sum) {
        assertThat(OffsetDateTime.parse("2024-01-31T12:00:00Z").plus(Durations.parse(duration)))
                .isEqualTo(sum);
    }

    @ParameterizedTest
    @CsvSource({"P", "PT", "1D", "P1X", "P1DT", "''"})
    void otherTextsAreNoDurations(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .hasMessage("'" + text + "' is no ISO 8601 duration; write P1D, PT1H or P1M for example");
    }
}
