package io.headrace.http.page;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy says of page size and end, common to all strategies.
 *
 * @param pageSize records that a page is asked to hold
 * @param stop a condition that holds on the last page
 * @param onShortPage whether a page that holds less than asked for is the last one; Airbyte's counting strategies end so, and every counting strategy ends at an empty page
 */
record PageEnd(OptionalLong pageSize, Optional<Template> stop, boolean onShortPage) {

    static PageEnd of(Component component, Scope config) {
        return new PageEnd(
                pageSize(component, config),
                component.has("stop_condition")
                        ? Optional.of(Template.of(component, "stop_condition"))
                        : Optional.empty(),
                component.type().endsWith("Increment")
                        && component.text("stops_on").equals("short_page"));
    }

    /** Whether the stop condition holds. */
    boolean isSaid(Scope scope) {
        return stop.isPresent() && stop.get().truth(scope);
    }

    /** Whether a strategy that counts is at its end. Records count as the page held them: filters have no say in it. */
    boolean isCounted(PageResult result) {
        return result.size() == 0 || onShortPage && result.size() < pageSize.orElse(0) || isSaid(result.templates());
    }

    /** The {@code page_size} of a component: a number, or a template over {@code config} that makes one. */
    static OptionalLong pageSize(Component component, Scope config) {
        if (!component.has("page_size")) {
            return OptionalLong.empty();
        }
        @Nullable Object value = Template.of(component, "page_size").value(config);
        long size = whole(value);
        if (size <= 0) {
            throw component.refuse("page_size", "The page size is " + value, "Use a whole number above 0");
        }
        return OptionalLong.of(size);
    }

    private static long whole(@Nullable Object value) {
        try {
            return new BigDecimal(String.valueOf(value)).longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            return -1;
        }
    }
}
