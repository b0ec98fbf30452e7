package io.headrace.http.cursor;

import io.headrace.http.cursor.DatetimeCursor.Bounds;
import io.headrace.http.cursor.DatetimeCursor.Kind;
import io.headrace.http.cursor.DatetimeCursor.Requests;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Durations;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;

/** Compiles cursors. */
public final class Cursors {

    private static final OffsetDateTime EPOCH = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private Cursors() {}

    /**
     * The cursor of a stream; one that reads everything where the stream declares none.
     *
     * @param config what templates may use when they are compiled: {@code config} and {@code parameters}
     */
    public static Cursor of(Component stream, Scope config) {
        Optional<Component> given = stream.optionalChild("incremental_sync");
        if (given.isEmpty()) {
            return new NoCursor();
        }
        Component component = given.get();
        return switch (component.type()) {
            case "IncrementingCountCursor" -> CountCursor.of(component, config);
            case "DatetimeBasedCursor" -> datetime(component, stream.child("retriever"), config);
            default ->
                throw stream.refuse(
                        "incremental_sync",
                        "No cursor is called " + component.type(),
                        "Use DatetimeBasedCursor or IncrementingCountCursor");
        };
    }

    private static DatetimeCursor datetime(Component component, Component retriever, Scope config) {
        Times times = times(component);
        Optional<TemporalAmount> lookback = duration(component, "lookback_window", config);
        String endName = component.optionalText("partition_field_end").orElse("end_time");
        return new DatetimeCursor(
                CursorField.of(component, config),
                cut(component, config, times),
                new Bounds(
                        Bound.in(component, "start_datetime").orElseThrow(),
                        Bound.in(component, "end_datetime"),
                        lookback,
                        duration(component, "lag", config)),
                new Requests(
                        component.optionalText("partition_field_start").orElse("start_time"),
                        endName,
                        component.optionalChild("start_time_option").map(Injection::of),
                        component.optionalChild("end_time_option").map(Injection::of),
                        tellsEnd(component, retriever, endName)),
                kind(component),
                times.areCoarse());
    }

    /** Whether a later end makes another answer. The results of a job hold nothing that came behind its order, whatever they are dated. */
    private static boolean tellsEnd(Component component, Component retriever, String endName) {
        return component.has("end_time_option")
                || Json.text(retriever.toJson()).contains(endName)
                || retriever.type().equals("AsyncRetriever");
    }

    private static Times times(Component component) {
        Times.Format outgoing = Times.Format.of(component.text("datetime_format"));
        List<Times.Format> incoming = component.texts("cursor_datetime_formats").stream()
                .map(Times.Format::of)
                .toList();
        String zone = component.optionalText("timezone").orElse("UTC");
        try {
            return new Times(outgoing, incoming.isEmpty() ? List.of(outgoing) : incoming, ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw component.refuse(
                    "timezone",
                    "No zone is called " + zone,
                    "Use a name such as Europe/Berlin, or an offset such as +02:00");
        }
    }

    private static Windows.Cut cut(Component component, Scope config, Times times) {
        Optional<TemporalAmount> step = duration(component, "step", config);
        Optional<TemporalAmount> granularity = duration(component, "cursor_granularity", config);
        if (step.isPresent() && granularity.isEmpty()) {
            throw component.refuse(
                    "step",
                    "Windows need to know how far apart two times are at least",
                    "Set cursor_granularity, for instance PT1S for times in seconds or P1D for days");
        }
        step.ifPresent(length -> {
            if (micros(length) <= 0) {
                throw component.refuse(
                        "step", "A window of length " + length + " never ends", "Use a duration above zero");
            }
        });
        return new Windows.Cut(
                times, step, granularity, Clamp.of(component, config), component.flag("is_compare_strictly"));
    }

    private static Kind kind(Component component) {
        if (component.flag("is_data_feed")) {
            return Kind.FEED;
        }
        return component.flag("is_client_side_incremental") ? Kind.EVERYTHING : Kind.FILTERED;
    }

    private static Optional<TemporalAmount> duration(Component component, String field, Scope config) {
        if (!component.has(field)) {
            return Optional.empty();
        }
        String text = Template.of(component, field).text(config);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Durations.parse(text));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw component.refuse(
                    field, "'" + text + "' is no duration", "Write it as in ISO 8601, for instance P1D or PT10M");
        }
    }

    private static long micros(TemporalAmount amount) {
        return Times.rank(EPOCH.plus(amount));
    }
}
