package io.headrace.http.flat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Small pieces of components, as JSON. */
final class FlatParts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:parent\\.([A-Za-z0-9_.-]+)|(part))}");

    private FlatParts() {}

    /** A component of names and values in turn. */
    static Map<String, @Nullable Object> part(String type, Object... namesAndValues) {
        Map<String, @Nullable Object> part = new LinkedHashMap<>();
        part.put("type", type);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            part.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return part;
    }

    static Map<String, @Nullable Object> parameter(String name) {
        return part("RequestOption", "inject_into", "request_parameter", "field_name", name);
    }

    /** A variable of a GraphQL query. */
    static Map<String, @Nullable Object> variable(String name) {
        return part("RequestOption", "inject_into", "body_json", "field_path", List.of("variables", name));
    }

    static Map<String, @Nullable Object> header(String name) {
        return part("RequestOption", "inject_into", "header", "field_name", name);
    }

    /** The steps of a JSON pointer, or of names with dots between them; none for the whole. */
    static List<String> path(String text) {
        if (text.startsWith("/")) {
            return Arrays.stream(text.substring(1).split("/", -1))
                    .map(step -> step.replace("~1", "/").replace("~0", "~"))
                    .toList();
        }
        return text.isEmpty() || text.equals("$") ? List.of() : List.of(text.split("\\.", -1));
    }

    /** A template for what lies at a path of a value that templates see; empty where nothing does. */
    static String at(String value, String path) {
        StringBuilder expression = new StringBuilder(value);
        List<String> steps = path(path);
        for (int i = 0; i < steps.size(); i++) {
            String step = "'" + steps.get(i).replace("\\", "\\\\").replace("'", "\\'") + "'";
            String otherwise = i + 1 == steps.size() ? "''" : "{}";
            expression
                    .insert(0, '(')
                    .append(".get(")
                    .append(step)
                    .append(", ")
                    .append(otherwise)
                    .append(") or ");
            expression.append(otherwise).append(')');
        }
        return expression.toString();
    }

    /** The names of the parent's fields in the placeholders of a text. */
    static List<String> parentFields(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .filter(found -> found.group(1) != null)
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    /** The text with templates for its placeholders. */
    static String filled(String text, String parentKey) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement("{{ "
                        + (found.group(1) == null ? "stream_partition['part']" : parentField(found.group(1), parentKey))
                        + " }}"));
    }

    /** An expression for a field of the parent. */
    static String parentField(String field, String parentKey) {
        return field.equals(parentKey)
                ? "stream_partition['" + partitionField(field) + "']"
                : "stream_slice.extra_fields['" + field + "']";
    }

    static String partitionField(String parentKey) {
        return "parent_" + parentKey.replaceAll("[^A-Za-z0-9_]", "_");
    }
}
