package io.headrace.http.template;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Place;
import io.headrace.http.spec.SpecException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with expressions, compiled once. What an expression asks for that is not there makes the whole template yield nothing: null, an empty text, false. An expression that cannot be
 * evaluated is a {@link HeadraceException} that names the template's place and no values.
 */
public final class Template {

    private final @Nullable Piece pieces;
    private final @Nullable Object literal;
    private final Place place;

    private Template(@Nullable Piece pieces, @Nullable Object literal, Place place) {
        this.pieces = pieces;
        this.literal = literal;
        this.place = place;
    }

    /**
     * The template of a field, or its default.
     *
     * @throws SpecException if there is none, or it cannot be compiled
     */
    public static Template of(Component component, String field) {
        return optional(component, field)
                .orElseThrow(() -> component.refuse(field, component.type() + " needs '" + field + "'", "add it"));
    }

    /** As {@link #of(Component, String)}; empty where the field is left out or empty. */
    public static Optional<Template> optional(Component component, String field) {
        Optional<Object> value = component.optionalValue(field).filter(written -> !written.equals(""));
        return value.map(written -> of(written, component.place(field), Names.within(component.type())));
    }

    /** @throws SpecException if it cannot be compiled */
    public static Template of(String text, Place place) {
        return of(text, place, Names.within(""));
    }

    /** A text in which nothing is evaluated. */
    public static Template literal(String text) {
        return new Template(null, text, Place.ROOT);
    }

    static Template of(Object written, Place place, Set<String> names) {
        if (!(written instanceof String text) || BlockParser.isLiteral(text)) {
            return new Template(null, written, place);
        }
        try {
            return new Template(BlockParser.parse(text, names), null, place);
        } catch (SyntaxException e) {
            throw new SpecException(place, "the template cannot be read: " + e.getMessage(), e.mend());
        }
    }

    /**
     * Evaluates the templates in a value: texts, and names and texts within objects and lists. Fields that yield null or an empty text are left out, as in the airbyte-cdk. Compile what
     * is evaluated often with {@link DeepTemplate}.
     */
    public static @Nullable Object deep(Object value, Place place, Scope scope) {
        return DeepTemplate.of(value, place).evaluate(scope);
    }

    public boolean isLiteral() {
        return pieces == null;
    }

    /** Plain JSON, with the type of the expression if there is nothing else; times and durations as text, as Python writes them. */
    public @Nullable Object value(Scope scope) {
        return plain(raw(scope));
    }

    /** As {@link #value}, but a point in time stays an OffsetDateTime, and a date a LocalDate. */
    public @Nullable Object raw(Scope scope) {
        if (pieces == null) {
            return literal;
        }
        try {
            Output output = new Output();
            pieces.emit(scope, output);
            Object result = output.result();
            return result == Undefined.VALUE ? null : result;
        } catch (UndefinedException e) {
            return null;
        } catch (EvalException e) {
            throw failure(e.getMessage(), e);
        } catch (DateTimeException e) {
            throw failure("a text is no date or time in the format that is asked for, or a time is out of bounds", e);
        }
    }

    /** The result as text: true is True, as in Python; nothing and null are empty. */
    public String text(Scope scope) {
        Object value = raw(scope);
        return value == null ? "" : Values.str(value);
    }

    /** Whether the result is true; the texts of false values are false too. */
    public boolean truth(Scope scope) {
        return Values.conditionHolds(raw(scope));
    }

    public Place place() {
        return place;
    }

    /** The place only: templates may hold secrets. */
    @Override
    public String toString() {
        return "template at " + place;
    }

    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof OffsetDateTime || value instanceof LocalDate || value instanceof Span) {
            return Values.str(value);
        }
        if (value == Undefined.VALUE) {
            return null;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>(list.size());
            list.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, item) -> plain.put(String.valueOf(name), plain(item)));
            return plain;
        }
        return value;
    }

    private HeadraceException failure(@Nullable String what, RuntimeException cause) {
        return new HeadraceException(
                ErrorClass.CONFIG, place + ": the template cannot be evaluated: " + what + ".", cause);
    }
}
