package io.headrace.http.budget;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Durations;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Numbers and spans of rates. */
final class Calls {

    private static final OffsetDateTime ANY_MONTH = OffsetDateTime.of(2001, 3, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private Calls() {}

    /** A positive whole number. */
    static int number(Component component, String field, Scope scope) {
        BigDecimal number = decimal(component, field, scope);
        try {
            int whole = number.intValueExact();
            if (whole > 0) {
                return whole;
            }
        } catch (ArithmeticException e) {
            throw refuse(component, field, number.toString(), e);
        }
        throw component.refuse(field, "'" + number + "' is no number of calls", "write a whole number above zero");
    }

    private static RuntimeException refuse(Component component, String field, String number, ArithmeticException e) {
        RuntimeException refused =
                component.refuse(field, "'" + number + "' is no number of calls", "write a whole number above zero");
        refused.addSuppressed(e);
        return refused;
    }

    /** A positive number. */
    static BigDecimal decimal(Component component, String field, Scope scope) {
        String text = Json.plain(Template.of(component, field).value(scope)).strip();
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw component.refuse(field, "'" + text + "' is no number", "write a number above zero");
        }
        throw component.refuse(field, "'" + text + "' is not positive", "write a number above zero");
    }

    /** A span of time; a month has 31 days here, a year 365. */
    static Duration span(Component component, String field, Scope scope) {
        String text = Template.of(component, field).text(scope);
        try {
            Duration span = Duration.between(ANY_MONTH, ANY_MONTH.plus(Durations.parse(text)));
            if (!span.isNegative() && !span.isZero()) {
                return span;
            }
        } catch (IllegalArgumentException e) {
            throw noSpan(component, field, text);
        }
        throw noSpan(component, field, text);
    }

    private static RuntimeException noSpan(Component component, String field, String text) {
        return component.refuse(field, "'" + text + "' is no span of time", "write an ISO 8601 duration such as PT1M");
    }
}
