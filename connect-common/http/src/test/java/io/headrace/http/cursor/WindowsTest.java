package io.headrace.http.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.testing.Declared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Windows of time: they leave no gap, and clamping keeps to whole periods. */
class WindowsTest {

    private static final String JOB = """
            {'type':'DeclarativeStream','name':'s','retriever':{'type':'AsyncRetriever',
            'status_mapping':{'running':['r'],'completed':['c'],'failed':['f'],'timeout':['t']},
            'status_extractor':{'type':'DpathExtractor','field_path':['state']},
            'creation_requester':%1$s,'polling_requester':%1$s,'download_requester':%1$s,
            'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}}},
            'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'updated','datetime_format':'%%Y-%%m-%%dT%%H:%%M:%%SZ',
            'start_datetime':'2024-01-03T10:00:00Z'}}""".formatted("{'type':'HttpRequester','url':'https://a.test'}");

    private static Cursor cursor(String fields) {
        return Cursors.of(Declared.component("""
                        {'type':'DeclarativeStream','name':'s','retriever':{'type':'SimpleRetriever','requester':{'type':'HttpRequester','url':'https://a.test'},
                        'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}}},
                        'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'updated','datetime_format':'%%Y-%%m-%%dT%%H:%%M:%%SZ',
                        'start_datetime':'2024-01-03T10:00:00Z',%s}}""".formatted(fields)), Declared.scope());
    }

    private static List<String> windows(String fields, OptionalLong state, String upto) {
        Cursor cursor = cursor(fields);
        List<String> windows = new ArrayList<>();
        cursor.windows(Declared.scope(), state, rank(upto))
                .forEachRemaining(window -> windows.add(cursor.text(window.start()) + " " + cursor.text(window.end())));
        return windows;
    }

    private static long rank(String time) {
        return Times.rank(Instant.parse(time));
    }

    @Property(tries = 300)
    void windowsTouchAndCoverEverything(
            @ForAll @IntRange(min = 1, max = 2000) int stepMinutes, @ForAll @IntRange(max = 40_000) int lengthMinutes) {
        Cursor cursor = cursor("'cursor_granularity':'PT1S','step':'PT" + stepMinutes + "M'");
        long start = rank("2024-01-03T10:00:00Z");
        long upto = start + lengthMinutes * 60_000_000L;
        long expected = start;
        Window last = null;
        for (Iterator<Window> windows = cursor.windows(Declared.scope(), OptionalLong.empty(), upto);
                windows.hasNext(); ) {
            Window window = windows.next();
            assertThat(window.start()).isEqualTo(expected);
            assertThat(window.end()).isGreaterThanOrEqualTo(window.start());
            if (windows.hasNext()) {
                assertThat(cursor.after(Declared.scope(), window, upto).next().start())
                        .isEqualTo(window.end() + 1_000_000L);
            }
            expected = window.end() + 1_000_000L;
            last = window;
        }
        assertThat(last).isNotNull();
        assertThat(upto - last.end()).isBetween(0L, 999_999L);
        assertThat(cursor.after(Declared.scope(), last, upto).hasNext()).isFalse();
    }

    @Test
    void monthsHaveTheirOwnLengths() {
        assertThat(windows(
                        "'cursor_granularity':'PT1S','step':'P1M'",
                        OptionalLong.of(rank("2024-01-31T00:00:00Z")),
                        "2024-04-01T00:00:00Z"))
                .containsExactly(
                        "2024-01-31T00:00:00Z 2024-02-28T23:59:59Z",
                        "2024-02-29T00:00:00Z 2024-03-28T23:59:59Z",
                        "2024-03-29T00:00:00Z 2024-04-01T00:00:00Z");
    }

    @Test
    void clampedWindowsAreWholePeriods() {
        assertThat(windows(
                        "'cursor_granularity':'PT1S','step':'P1D','clamping':{'target':'DAY'}",
                        OptionalLong.empty(),
                        "2024-01-05T10:00:00Z"))
                .containsExactly(
                        "2024-01-03T00:00:00Z 2024-01-03T23:59:59Z", "2024-01-04T00:00:00Z 2024-01-04T23:59:59Z");
        assertThat(windows(
                        "'cursor_granularity':'PT1S','step':'P10D','clamping':{'target':'WEEK','target_details':{'weekday':'SUNDAY'}}",
                        OptionalLong.empty(),
                        "2024-01-31T10:00:00Z"))
                .containsExactly(
                        "2023-12-31T00:00:00Z 2024-01-13T23:59:59Z", "2024-01-14T00:00:00Z 2024-01-27T23:59:59Z");
        assertThat(windows(
                        "'cursor_granularity':'P1D','step':'P1M','clamping':{'target':'MONTH'}",
                        OptionalLong.empty(),
                        "2024-03-15T00:00:00Z"))
                .containsExactly(
                        "2024-01-01T00:00:00Z 2024-01-31T00:00:00Z", "2024-02-01T00:00:00Z 2024-02-29T00:00:00Z");
    }

    @Test
    void windowsThatBeginWhereTheyEndCanBeLeftOut() {
        OptionalLong state = OptionalLong.of(rank("2024-02-01T00:00:00Z"));
        assertThat(windows("'is_compare_strictly':true", state, "2024-02-01T00:00:00Z"))
                .isEmpty();
        assertThat(windows("'is_compare_strictly':false", state, "2024-02-01T00:00:00Z"))
                .hasSize(1);
        assertThat(windows("'is_compare_strictly':false", state, "2024-01-01T00:00:00Z"))
                .isEmpty();
    }

    @Test
    void aStateIsNeverBeforeTheStart() {
        assertThat(windows(
                        "'lookback_window':'P1M'",
                        OptionalLong.of(rank("2024-01-10T00:00:00Z")),
                        "2024-01-11T00:00:00Z"))
                .containsExactly("2024-01-03T10:00:00Z 2024-01-11T00:00:00Z");
    }

    @Test
    void timesAreReadInTheZoneOfTheAccount() {
        Cursor cursor = Cursors.of(Declared.component("""
                        {'type':'DeclarativeStream','name':'s','retriever':{'type':'SimpleRetriever','requester':{'type':'HttpRequester','url':'https://a.test'},
                        'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}}},
                        'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'day','datetime_format':'%Y-%m-%d','timezone':'America/New_York',
                        'start_datetime':'2024-03-09','step':'P1D','cursor_granularity':'P1D'}}"""), Declared.scope());
        List<String> windows = new ArrayList<>();
        cursor.windows(Declared.scope(), OptionalLong.empty(), rank("2024-03-11T12:00:00Z"))
                .forEachRemaining(
                        window -> windows.add(Times.instant(window.start()) + " " + cursor.text(window.end())));
        assertThat(windows)
                .as("the day on which clocks change has 23 hours")
                .containsExactly(
                        "2024-03-09T05:00:00Z 2024-03-09",
                        "2024-03-10T05:00:00Z 2024-03-10",
                        "2024-03-11T04:00:00Z 2024-03-11");
    }

    @Test
    void theStartHasAFloorAndACeiling() {
        Cursor cursor = Cursors.of(Declared.component("""
                        {'type':'DeclarativeStream','name':'s','retriever':{'type':'SimpleRetriever','requester':{'type':'HttpRequester','url':'https://a.test'},
                        'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}}},
                        'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'day','datetime_format':'%Y-%m-%d',
                        'start_datetime':{'type':'MinMaxDatetime','datetime':'2020-01-01','min_datetime':'{{ day_delta(-30, `%Y-%m-%d`) }}'}}}"""), Declared.scope());
        Window first = cursor.windows(Declared.scope(), OptionalLong.empty(), rank("2024-03-10T00:00:00Z"))
                .next();
        assertThat(cursor.text(first.start())).isEqualTo("2024-02-09");
    }

    @Test
    void aStepNeedsAGranularity() {
        assertThatThrownBy(() -> cursor("'step':'P1D'"))
                .hasMessageContaining("Windows need to know how far apart two times are at least");
    }

    @Test
    void theEndOfReadingIsTheApisTime() {
        Cursor cursor = cursor(
                "'lag':'PT1H','end_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'until'}");
        Window window = new Window(rank("2024-01-03T10:00:00Z"), rank("2024-01-04T00:00:00Z"));
        assertThat(cursor("'lag':'PT1H'")
                        .done(
                                window,
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.of(Instant.parse("2024-02-01T00:00:00Z"))))
                .as("a request without an end gets all there is")
                .hasValue(rank("2024-01-31T23:00:00Z"));
        assertThat(cursor("'lag':'PT0S'")
                        .done(
                                window,
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.of(Instant.parse("2024-02-01T00:00:00Z"))))
                .as("but not what changed while the answer was made, of which its date says nothing")
                .hasValue(rank("2024-01-31T23:59:00Z"));
        assertThat(Cursors.of(Declared.component(JOB), Declared.scope())
                        .done(
                                window,
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.of(Instant.parse("2024-02-01T00:00:00Z"))))
                .as("the results of a job are dated when they are fetched")
                .hasValue(window.end());
        assertThat(cursor("'lag':'PT1H'")
                        .done(
                                window,
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                Optional.of(Instant.parse("2024-01-04T01:00:03Z"))))
                .as("changes while the answer was made are not in it")
                .hasValue(window.end());
        assertThat(cursor.done(
                        window,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.of(Instant.parse("2024-01-03T20:00:00Z"))))
                .hasValue(rank("2024-01-03T19:00:00Z"));
        assertThat(cursor.done(
                        window,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.of(Instant.parse("2024-02-01T00:00:00Z"))))
                .hasValue(window.end());
        assertThat(cursor.done(window, OptionalLong.of(5), OptionalLong.empty(), Optional.empty()))
                .hasValue(5);
        assertThat(cursor.done(
                        window,
                        OptionalLong.of(window.end() + 9),
                        OptionalLong.empty(),
                        Optional.of(Instant.parse("2024-02-01T00:00:00Z"))))
                .hasValue(window.end() + 9);
    }
}
