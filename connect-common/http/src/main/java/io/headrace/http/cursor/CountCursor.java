package io.headrace.http.cursor;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestOptions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code IncrementingCountCursor}: records have a number that only grows. One window from the greatest number seen; the record that has it comes again and is recognised. */
record CountCursor(CursorField field, Optional<Template> start, Optional<Injection> option) implements Cursor {

    static CountCursor of(Component component, Scope config) {
        return new CountCursor(
                CursorField.of(component, config),
                component.has("start_value") ? Optional.of(Template.of(component, "start_value")) : Optional.empty(),
                component.optionalChild("start_value_option").map(Injection::of));
    }

    @Override
    public boolean isIncremental() {
        return true;
    }

    @Override
    public long upto(Scope scope, Instant now) {
        return Window.ALL.end();
    }

    @Override
    public Iterator<Window> windows(Scope scope, OptionalLong state, long upto) {
        long from = state.orElseGet(() -> start.map(template -> number(template.value(scope))
                        .orElseThrow(() -> HeadraceException.config("The start_value of the cursor on "
                                + field.name() + " is " + template.value(scope)
                                + "; a whole number is allowed. Mend start_value")))
                .orElse(0L));
        return List.of(new Window(from, upto)).iterator();
    }

    @Override
    public Iterator<Window> after(Scope scope, Window last, long upto) {
        return Collections.emptyIterator();
    }

    @Override
    public Map<String, @Nullable Object> interval(Window window) {
        return Map.of("start_value", window.start());
    }

    @Override
    public RequestOptions inject(Window window, Scope scope) {
        return option.map(place -> place.put(RequestOptions.none(), scope, window.start()))
                .orElse(RequestOptions.none());
    }

    @Override
    public Sighting sight(Map<String, @Nullable Object> record, Window window) {
        Optional<Object> value = field.in(record);
        if (value.isEmpty()) {
            return field.withoutRank("is null or missing");
        }
        return number(value.get())
                .map(rank -> new Sighting(OptionalLong.of(rank), true))
                .orElseGet(() -> field.withoutRank("is no whole number"));
    }

    @Override
    public boolean endsFeed(OptionalLong rank, Window window) {
        return false;
    }

    @Override
    public OptionalLong done(Window window, OptionalLong before, OptionalLong greatest, Optional<Instant> asked) {
        return before.isPresent() && (greatest.isEmpty() || before.getAsLong() > greatest.getAsLong())
                ? before
                : greatest;
    }

    @Override
    public long nextStart(long done) {
        return done;
    }

    @Override
    public String fieldName() {
        return field.name();
    }

    @Override
    public String text(long rank) {
        return Long.toString(rank);
    }

    private static Optional<Long> number(@Nullable Object value) {
        try {
            return Optional.of(new BigDecimal(Json.plain(value).trim()).longValueExact());
        } catch (NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
