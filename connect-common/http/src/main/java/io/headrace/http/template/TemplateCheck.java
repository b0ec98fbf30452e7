package io.headrace.http.template;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.ComponentType;
import io.headrace.http.spec.Field;
import io.headrace.http.spec.Kind;
import io.headrace.http.spec.Place;
import io.headrace.http.spec.Problems;
import io.headrace.http.spec.SpecException;
import io.headrace.http.spec.Vocabulary;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles every template, date format and duration of a declaration once, so that all that is wrong with them is known before anything is read. */
public final class TemplateCheck {

    /** Types whose free JSON is not evaluated. */
    private static final Set<String> PLAIN = Set.of("InlineSchemaLoader", "Spec", "DeclarativeSource", "AuthFlow");

    private static final Set<String> FORMATS =
            Set.of("datetime_format", "cursor_datetime_formats", "timestamp_format", "token_expiry_date_format");
    private static final Set<String> DURATIONS = Set.of(
            "step",
            "cursor_granularity",
            "lookback_window",
            "lag",
            "period",
            "interval",
            "refill_interval",
            "max_wait_time",
            "expiration_duration",
            "api_retention_period");

    private final Problems problems;

    private TemplateCheck(Problems problems) {
        this.problems = problems;
    }

    /** Adds what is wrong in a component and in all components within it. */
    public static void check(Component component, Problems problems) {
        new TemplateCheck(problems).component(component);
    }

    private void component(Component component) {
        ComponentType type = Vocabulary.standard().find(component.type()).orElseThrow();
        for (String name : component.fields()) {
            Field field = type.fields().get(name);
            Object value = component.optionalValue(name).orElseThrow();
            Place place = component.place(name);
            if (field == null || !PLAIN.contains(type.name()) && isTemplate(field.kind())) {
                templates(value, place, Names.within(type.name()));
            }
            if (field != null && FORMATS.contains(name)) {
                formats(value, place);
            }
            if (field != null && DURATIONS.contains(name)) {
                duration(value, place);
            }
            inner(value);
        }
    }

    private void inner(@Nullable Object value) {
        if (value instanceof Component child) {
            component(child);
        } else if (value instanceof Collection<?> items) {
            items.forEach(this::inner);
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::inner);
        }
    }

    private static boolean isTemplate(Kind kind) {
        if (kind instanceof Kind.ListOf list) {
            return isTemplate(list.item());
        }
        if (kind instanceof Kind.MapOf map) {
            return isTemplate(map.value());
        }
        if (kind instanceof Kind.Either either) {
            return either.kinds().stream().anyMatch(TemplateCheck::isTemplate);
        }
        return kind == Kind.Basic.TEMPLATE || kind == Kind.Basic.OBJECT || kind == Kind.Basic.ANY;
    }

    private void templates(@Nullable Object value, Place place, Set<String> names) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> {
                Place here = place.field(String.valueOf(name));
                template(String.valueOf(name), here, names);
                templates(item, here, names);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                templates(list.get(i), place.item(i), names);
            }
        } else if (value instanceof String text) {
            template(text, place, names);
        }
    }

    private void template(String text, Place place, Set<String> names) {
        try {
            Template.of(text, place, names);
        } catch (SpecException e) {
            problems.addAll(e);
        }
    }

    private void formats(Object value, Place place) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                formats(String.valueOf(list.get(i)), place.item(i));
            }
        } else if (value instanceof String text) {
            DateFormats.problem(text)
                    .ifPresent(what -> problems.add(place, what, "write %Y-%m-%dT%H:%M:%S%z, %s or %ms for example"));
        }
    }

    private void duration(Object value, Place place) {
        if (value instanceof String text && BlockParser.isLiteral(text) && !text.isEmpty()) {
            try {
                Durations.span(text);
            } catch (IllegalArgumentException e) {
                problems.add(place, "'" + text + "' is no ISO 8601 duration", "write P1D, PT1H or P1M for example");
            }
        }
    }
}
