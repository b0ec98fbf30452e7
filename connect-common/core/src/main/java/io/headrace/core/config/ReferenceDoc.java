package io.headrace.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The reference of a connector's settings as Markdown: the same settings always give the same text. */
public final class ReferenceDoc {

    private ReferenceDoc() {}

    /**
     * Every key with what it does, its type, default, range and importance, by group, in the order in which they were listed.
     *
     * @param title the heading, {@code DuckDB sink} for example
     */
    public static String markdown(String title, Settings settings) {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (Setting<?> setting : settings.asList()) {
            groups.computeIfAbsent(setting.group(), none -> new ArrayList<>()).add(section(setting));
        }
        for (Settings.Passthrough passthrough : settings.passthroughs()) {
            groups.computeIfAbsent(passthrough.group(), none -> new ArrayList<>())
                    .add("### `" + passthrough.prefix() + "*`\n\n" + passthrough.doc()
                            + "\n\n- Type: handed on as given\n");
        }
        StringBuilder text = new StringBuilder("# " + title + ": settings\n\n")
                .append("This page is generated from the code; a test compares the two.\n");
        groups.forEach((group, sections) ->
                text.append("\n## ").append(group).append("\n\n").append(String.join("\n", sections)));
        return text.toString();
    }

    private static String section(Setting<?> setting) {
        StringBuilder text = new StringBuilder("### `" + setting.key() + "`\n\n" + setting.doc() + "\n\n");
        text.append("- Type: ").append(setting.typeText()).append('\n');
        text.append("- Default: ").append(fallback(setting)).append('\n');
        text.append("- Allowed: ").append(setting.allowedText()).append('\n');
        text.append("- Importance: ")
                .append(setting.importance().toString().toLowerCase(Locale.ROOT))
                .append('\n');
        return text.toString();
    }

    private static String fallback(Setting<?> setting) {
        if (setting.isRequired()) {
            return "none, it must be set";
        }
        return setting.defaultText()
                .map(text -> text.isEmpty() ? "empty" : "`" + text + "`")
                .orElse("none, it may be left out");
    }
}
