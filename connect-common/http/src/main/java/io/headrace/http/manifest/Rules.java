package io.headrace.http.manifest;

import io.headrace.http.spec.Component;
import io.headrace.http.spec.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What fields of one component must hold together, beyond what each may hold alone. */
final class Rules {

    private final Problems problems;

    private Rules(Problems problems) {
        this.problems = problems;
    }

    /** Adds what is wrong in a component and in all components within it. */
    static void check(Component component, Problems problems) {
        new Rules(problems).component(component);
    }

    private void component(Component component) {
        switch (component.type()) {
            case "HttpRequester" -> {
                oneOf(component, "url", "url_base");
                notBoth(component, "request_body", "request_body_json");
                notBoth(component, "request_body", "request_body_data");
                notBoth(component, "request_body_json", "request_body_data");
            }
            case "ApiKeyAuthenticator" -> {
                oneOf(component, "inject_into", "header");
                notBoth(component, "inject_into", "header");
            }
            case "RequestOption" -> option(component);
            case "Deletes" -> oneOf(component, "condition", "field_path");
            case "DatetimeBasedCursor" -> {
                together(component, "step", "cursor_granularity");
                together(component, "cursor_granularity", "step");
            }
            case "OAuthAuthenticator" -> together(component, "use_profile_assertion", "profile_assertion");
            default -> {
                // The vocabulary says all that there is to say.
            }
        }
        component.fields().forEach(field -> inner(component.optionalValue(field).orElse(null)));
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

    private void option(Component option) {
        oneOf(option, "field_name", "field_path");
        if (option.has("field_path") && !option.text("inject_into").equals("body_json")) {
            problems.add(
                    option.place("field_path"),
                    "a path leads into a JSON body only",
                    "write 'field_name' or inject into body_json");
        }
    }

    private void oneOf(Component component, String a, String b) {
        if (List.of(a, b).stream().noneMatch(component::has)) {
            problems.add(component.place(), component.type() + " needs '" + a + "' or '" + b + "'", "add one of them");
        }
    }

    private void notBoth(Component component, String a, String b) {
        if (component.has(a) && component.has(b)) {
            problems.add(
                    component.place(b), component.type() + " takes either '" + a + "' or '" + b + "'", "take one out");
        }
    }

    private void together(Component component, String given, String needed) {
        if (component.has(given) && !component.has(needed)) {
            problems.add(component.place(given), "'" + given + "' needs '" + needed + "' beside it", "add that");
        }
    }
}
