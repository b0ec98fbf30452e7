package io.headrace.http.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The reference of what templates can use, as Markdown. */
public final class TemplateReference {

    private TemplateReference() {}

    public static String markdown() {
        StringBuilder text = new StringBuilder("# HTTP source: templates\n\n")
                .append("This page is generated from the code; a test compares the two.\n\n")
                .append(
                        "A template is text with expressions between `{{` and `}}` in the language of Jinja, and the statements ")
                .append(
                        "`{% if %}`, `{% for %}` and `{% set %}`. An expression alone keeps its type; with text around it, it becomes text. ")
                .append(
                        "A template that asks for what is not there yields nothing. Names, functions, filters, tests and methods ")
                .append(
                        "that are not listed here are refused when a manifest is read. `+` joins texts, `~` joins anything; ")
                .append("`'%s' % x` and comprehensions are refused.\n");
        for (String line : lines().split("\n")) {
            if (line.startsWith("== ")) {
                text.append("\n## ").append(line.substring(3)).append("\n\n| | |\n|---|---|\n");
            } else if (line.contains(" -- ")) {
                String[] parts = line.split(" -- ", 2);
                text.append("| `")
                        .append(parts[0])
                        .append("` | ")
                        .append(parts[1])
                        .append(" |\n");
            }
        }
        return text.toString();
    }

    static String lines() {
        try (InputStream in =
                Objects.requireNonNull(TemplateReference.class.getResourceAsStream("functions.txt"), "functions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
