package io.headrace.http.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference of all components as Markdown: the same vocabulary always gives the same text. */
public final class ComponentReference {

    private static final String OURS = "†";

    private ComponentReference() {}

    public static String markdown(Vocabulary vocabulary) {
        StringBuilder text = new StringBuilder("# HTTP source: components\n\n")
                .append("This page is generated from the code; a test compares the two.\n\n")
                .append(
                        "A manifest is a tree of these components in YAML or JSON. Their names are those of Airbyte's low-code language; what is ")
                .append("marked with ")
                .append(OURS)
                .append(" is ours. A *template* is text with expressions such as ")
                .append(
                        "`{{ config['api_key'] }}`. A component takes values from `$parameters` around it for fields that it leaves out.\n\n");
        text.append(roles(vocabulary));
        Map<String, List<ComponentType>> sections = new LinkedHashMap<>();
        for (ComponentType type : vocabulary.types()) {
            sections.computeIfAbsent(type.section(), none -> new ArrayList<>()).add(type);
        }
        sections.forEach((section, types) -> {
            text.append("\n## ").append(section).append('\n');
            types.forEach(type -> text.append('\n').append(type(type)));
        });
        return text.toString();
    }

    private static String roles(Vocabulary vocabulary) {
        Map<String, List<String>> byRole = new TreeMap<>();
        for (ComponentType type : vocabulary.types()) {
            type.roles()
                    .forEach(role -> byRole.computeIfAbsent(role, none -> new ArrayList<>())
                            .add(type.name()));
        }
        StringBuilder text = new StringBuilder("Where a field names one of these, any of its components fits:\n\n");
        text.append("| name | components |\n|---|---|\n");
        byRole.forEach((role, names) -> text.append("| ")
                .append(role)
                .append(" | ")
                .append(names.stream().map(ComponentReference::link).collect(Collectors.joining(", ")))
                .append(" |\n"));
        return text.toString();
    }

    private static String type(ComponentType type) {
        StringBuilder text = new StringBuilder("### ").append(type.name());
        text.append(type.ours() ? " " + OURS : "").append("\n\n");
        text.append(type.refused() ? "**Not supported.** " : "").append(type.doc());
        text.append(type.open() && !type.custom() ? " Takes further fields." : "")
                .append('\n');
        if (!type.fields().isEmpty()) {
            text.append("\n| field | type | default | meaning |\n|---|---|---|---|\n");
            type.fields().values().forEach(field -> text.append(row(field, type.ours())));
        }
        return text.toString();
    }

    private static String row(Field field, boolean typeIsOurs) {
        String byDefault = field.required()
                ? "**must be given**"
                : field.byDefault()
                        .map(value -> "`" + escaped(Json.write(value)) + "`")
                        .orElse("");
        return "| `" + field.name() + "`" + (field.ours() && !typeIsOurs ? " " + OURS : "") + " | "
                + escaped(kind(field.kind())) + " | " + byDefault + " | " + escaped(field.doc()) + " |\n";
    }

    private static String kind(Kind kind) {
        if (kind instanceof Kind.Child child) {
            boolean single = Vocabulary.standard().find(child.name()).isPresent();
            return single ? link(child.name()) : child.name();
        }
        if (kind instanceof Kind.ListOf list) {
            return "list of " + kind(list.item());
        }
        if (kind instanceof Kind.MapOf map) {
            return "object of " + kind(map.value());
        }
        if (kind instanceof Kind.Either either) {
            return either.kinds().stream().map(ComponentReference::kind).collect(Collectors.joining(" or "));
        }
        if (kind instanceof Kind.Choice choice) {
            return choice.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
        }
        return kind.describe();
    }

    private static String link(String type) {
        return "[" + type + "](#" + type.toLowerCase(Locale.ROOT) + ")";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("*", "\\*");
    }
}
