package io.headrace.http.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Place;
import io.headrace.http.spec.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TemplateFuzzTest {

    private static final List<String> WORDS = words();

    private static List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "(",
                ")",
                "[",
                "]",
                "{",
                "}",
                ",",
                ":",
                ".",
                "|",
                "~",
                "+",
                "-",
                "*",
                "/",
                "//",
                "**",
                "%",
                "==",
                "!=",
                "<",
                ">=",
                "=",
                "and",
                "or",
                "not",
                "in",
                "is",
                "if",
                "else",
                "for",
                "1",
                "2.5",
                "-3",
                "'a'",
                "'%Y'",
                "'2024-01-01'",
                "true",
                "none",
                "config",
                "record",
                "record.tags",
                "response",
                "response['items']",
                "headers",
                "missing",
                "}}",
                "{{",
                "{%",
                "%}",
                "set x =",
                "endif",
                "endfor",
                "#}"));
        Filters.ALL.keySet().forEach(name -> words.add("| " + name));
        Methods.ALL.keySet().forEach(name -> words.add("." + name + "("));
        Macros.ALL.keySet().forEach(name -> words.add(name + "("));
        Tests.ALL.keySet().forEach(name -> words.add("is " + name));
        return words;
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of(WORDS)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(words -> "{{ " + String.join(" ", words) + " }}");
    }

    @Provide
    Arbitrary<String> calls() {
        Arbitrary<String> values = Arbitraries.of(
                "1",
                "-2",
                "2.5",
                "'a'",
                "'b,c'",
                "none",
                "true",
                "[]",
                "[3, 1]",
                "{'k': 1}",
                "response['items']",
                "record.gone",
                "now_utc()",
                "today_utc()",
                "duration('P1D')",
                "9999999999999",
                "''",
                "'2024-01-01T00:00:00Z'",
                "1e300");
        Arbitrary<String> arguments = values.list().ofMaxSize(3).map(list -> String.join(", ", list));
        Arbitrary<String> filters = Arbitraries.of(Filters.ALL.keySet().stream()
                .filter(name -> !Filters.TAKE_A_NAME.contains(name))
                .toList());
        Arbitrary<String> methods = Arbitraries.of(Methods.ALL.keySet());
        Arbitrary<String> macros = Arbitraries.of(Macros.ALL.keySet());
        Arbitrary<String> operators =
                Arbitraries.of("+", "-", "*", "/", "//", "**", "~", "==", "<", "in", "not in", "and");
        return Arbitraries.oneOf(
                        Combinators.combine(values, filters, arguments).as((v, f, a) -> v + " | " + f + "(" + a + ")"),
                        Combinators.combine(values, methods, arguments)
                                .as((v, m, a) -> "(" + v + ")." + m + "(" + a + ")"),
                        Combinators.combine(macros, arguments).as((m, a) -> m + "(" + a + ")"),
                        Combinators.combine(values, operators, values).as((a, o, b) -> a + " " + o + " " + b),
                        Combinators.combine(values, values, values).as((v, a, b) -> "(" + v + ")[" + a + ":" + b + "]"))
                .map(call -> "{{ " + call + " }}");
    }

    /** Whatever is written, it is refused with its place, or it yields something, or it fails with its place. */
    @Property(tries = 20_000)
    void nothingElseComesOutOfAnyText(@ForAll("templates") String text) {
        tried(text);
    }

    @Property(tries = 20_000)
    void nothingElseComesOutOfAnyCall(@ForAll("calls") String text) {
        assertThat(tried(text)).as(text).isPresent();
    }

    private static Optional<Template> tried(String text) {
        Template template;
        try {
            template = Template.of(text, new Place("$.x", 1));
        } catch (SpecException e) {
            assertThat(e).hasMessageStartingWith("$.x (line 1): the template cannot be read: ");
            return Optional.empty();
        }
        try {
            template.value(Scopes.full());
            template.truth(Scopes.full());
            template.text(Scopes.full());
        } catch (HeadraceException e) {
            assertThat(e).hasMessageStartingWith("$.x (line 1): the template cannot be evaluated: ");
        }
        return Optional.of(template);
    }
}
