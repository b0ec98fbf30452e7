package io.headrace.source.http.webhook.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with places in them. */
class TemplateTest {

    private static Optional<String> fill(String template, Map<String, String> values) {
        return Template.of(template).fill(source -> Optional.ofNullable(values.get(source.toString())));
    }

    @Test
    void placesAreFilled() {
        assertThat(fill("a.${body.x.y}-${header.X-Kind}!", Map.of("body.x.y", "1", "header.x-kind", "k")))
                .contains("a.1-k!");
        assertThat(fill("plain $ text {}", Map.of())).contains("plain $ text {}");
    }

    @Test
    void aDefaultStandsForWhatIsMissing() {
        assertThat(fill("${type|other}", Map.of())).contains("other");
        assertThat(fill("${type|}x", Map.of())).contains("x");
        assertThat(fill("${type}", Map.of())).isEmpty();
    }

    @Test
    void anotherTemplateStandsForOneThatLacksAValue() {
        Template either = Template.of("${header.a}").or(Template.of("${header.b}"));
        assertThat(either).hasToString("${header.a} or ${header.b}");
        assertThat(either.sources()).extracting(Template.Source::toString).containsExactly("header.a", "header.b");
        Map<String, String> both = Map.of("header.a", "1", "header.b", "2");
        assertThat(either.fill(source -> Optional.ofNullable(both.get(source.toString()))))
                .contains("1");
        assertThat(either.fill(
                        source -> Optional.of("2").filter(two -> source.name().equals("b"))))
                .contains("2");
        assertThat(either.fill(source -> Optional.empty())).isEmpty();
    }

    /** What an event brings is text, and never a template. */
    @Test
    void aValueIsNotReadAgain() {
        assertThat(fill("${body.x}", Map.of("body.x", "${type}\\$1", "type", "t")))
                .contains("${type}\\$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${}", "${body.}", "${body..x}", "${header}", "${Body.x}", "${id.x}", "${nonsense.x}", "${"})
    void otherPlacesAreRefused(String text) {
        assertThatThrownBy(() -> Template.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
