package io.headrace.http.cursor;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.Optional;
import java.util.OptionalLong;

/** A configured time: a template, or a {@code MinMaxDatetime} with a floor and a ceiling. */
record Bound(
        Component owner,
        String field,
        Template time,
        String format,
        Optional<Template> least,
        Optional<Template> most) {

    static Optional<Bound> in(Component cursor, String field) {
        if (!cursor.has(field)) {
            return Optional.empty();
        }
        if (!(cursor.optionalValue(field).orElse("") instanceof Component minMax)) {
            return Optional.of(
                    new Bound(cursor, field, Template.of(cursor, field), "", Optional.empty(), Optional.empty()));
        }
        return Optional.of(new Bound(
                cursor,
                field,
                Template.of(minMax, "datetime"),
                minMax.optionalText("datetime_format").orElse(""),
                template(minMax, "min_datetime"),
                template(minMax, "max_datetime")));
    }

    private static Optional<Template> template(Component component, String field) {
        return component.has(field) ? Optional.of(Template.of(component, field)) : Optional.empty();
    }

    long rank(Scope scope, Times times) {
        long rank = read(time, scope, times);
        if (least.isPresent()) {
            rank = Math.max(rank, read(least.get(), scope, times));
        }
        return most.isPresent() ? Math.min(rank, read(most.get(), scope, times)) : rank;
    }

    private long read(Template template, Scope scope, Times times) {
        String text = template.text(scope);
        OptionalLong rank = times.configured(text, format);
        return rank.orElseThrow(() -> owner.refuse(
                field,
                "The time '" + text + "' fits neither "
                        + (format.isEmpty() ? times.outgoing().text() : format) + " nor ISO 8601",
                "Write it in that format, or say its format in datetime_format"));
    }
}
