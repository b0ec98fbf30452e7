package io.headrace.http.decode;

import io.headrace.http.spec.Component;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Compiles decoder components. */
public final class Decoders {

    private Decoders() {}

    /** JSON, for where nothing is declared. */
    public static Decoder json() {
        return new JsonDecoder();
    }

    /** The decoder that a component declares. */
    public static Decoder of(Component component) {
        return switch (component.type()) {
            case "JsonDecoder" -> new JsonDecoder();
            case "JsonItemsDecoder" -> new JsonItemsDecoder(items(component), Charsets.named(component));
            case "JsonlDecoder" -> new JsonlDecoder();
            case "CsvDecoder" -> csv(component);
            case "XmlDecoder" -> new XmlDecoder();
            case "IterableDecoder" -> new IterableDecoder();
            case "GzipDecoder" -> new GzipDecoder(of(component.child("decoder")));
            case "ZipfileDecoder" -> new ZipDecoder(of(component.child("decoder")));
            default ->
                throw component.refuse(
                        "type",
                        component.type() + " is no decoder that this engine has",
                        "use one of those in the reference");
        };
    }

    /** Airbyte's paths go through a list by the word item. */
    private static FieldPath items(Component component) {
        return new FieldPath(Arrays.stream(component.text("items_path").split("\\."))
                .map(step -> step.equals("item") ? FieldPath.ANY : step)
                .toList());
    }

    private static CsvDecoder csv(Component component) {
        String written = component.text("delimiter");
        String delimiter = written.equals("\\t") ? "\t" : written;
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw component.refuse(
                    "delimiter",
                    "'" + written + "' cannot separate values",
                    "use one character that is neither a quote nor a line end, or \\t for a tabulator");
        }
        Set<String> nulls = component.values("set_values_to_none").stream()
                .map(String::valueOf)
                .collect(Collectors.toSet());
        return new CsvDecoder(delimiter.charAt(0), Charsets.named(component), nulls);
    }
}
