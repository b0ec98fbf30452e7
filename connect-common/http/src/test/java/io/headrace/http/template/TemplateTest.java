package io.headrace.http.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.spec.Place;
import io.headrace.http.spec.SpecException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final Place PLACE = new Place("$.streams[0].name", 7);

    private static @Nullable Object value(String template) {
        return Template.of(template, PLACE).value(Scopes.full());
    }

    @Test
    void aTextWithoutExpressionsIsLiteral() {
        Template template = Template.of("100% {plain} $text", PLACE);

        assertThat(template.isLiteral()).isTrue();
        assertThat(template.text(Scopes.empty())).isEqualTo("100% {plain} $text");
    }

    @Test
    void aLiteralIsNotEvaluated() {
        assertThat(Template.literal("{{ 1 }}").text(Scopes.empty())).isEqualTo("{{ 1 }}");
    }

    @Test
    void anExpressionAloneKeepsItsType() {
        assertThat(value("{{ 1 }}")).isEqualTo(1L);
        assertThat(value("  {{ [1] }}\n")).isEqualTo(List.of(1L));
        assertThat(value("{{ '1' }}")).isEqualTo("1");
    }

    @Test
    void textAroundAnExpressionMakesText() {
        assertThat(value("v{{ 1 }}")).isEqualTo("v1");
        assertThat(value("{{ 1 }}{{ 2 }}")).isEqualTo("12");
        assertThat(value("/items/{{ stream_slice.id }}/{{ config.flag }}")).isEqualTo("/items/p1/True");
    }

    @Test
    void literalTextIsNeverParsed() {
        assertThat(value("}} %} #} {{ 'a' }} {'x': 1}")).isEqualTo("}} %} #} a {'x': 1}");
    }

    @Test
    void bracesAndDelimitersWithinAnExpressionDoNotEndIt() {
        assertThat(value("{{ {'a': {'b': '}}'}}['a']['b'] }}")).isEqualTo("}}");
    }

    @Test
    void whatIsNotThereYieldsNothing() {
        assertThat(value("{{ response.a.b.c }}")).isNull();
        assertThat(Template.of("{{ response.a.b.c }}", PLACE).text(Scopes.full()))
                .isEmpty();
        assertThat(Template.of("{{ response.a.b.c }}", PLACE).truth(Scopes.full()))
                .isFalse();
        assertThat(value("{{ next_page_token['next_page_token'] }}")).isNull();
        assertThat(value("id={{ record.missing }}")).isEqualTo("id=");
    }

    @Test
    void statementsChooseRepeatAndRemember() {
        assertThat(value("{% if config.flag %}yes{% else %}no{% endif %}")).isEqualTo("yes");
        assertThat(value("{% if false %}a{% elif config.flag %}{{ 5 }}{% endif %}"))
                .isEqualTo(5L);
        assertThat(value("{% for tag in record.tags %}[{{ tag }}]{% endfor %}")).isEqualTo("[a][b][c]");
        assertThat(value("{% for k, v in {'a': 1}.items() %}{{ k }}={{ v }}{% endfor %}"))
                .isEqualTo("a=1");
        assertThat(value("{% set x = 3 %}{{ x * 2 }}")).isEqualTo(6L);
        assertThat(value("a {#- note -#} b {%- if true -%} c {%- endif %}")).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "False", "false", "{{ [] }}", "{{ 0 }}", "0", "{{ none }}", "{{ 'False' }}", "{{ 1 == 2 }}"})
    void falseTextsAreFalse(String template) {
        assertThat(Template.of(template, PLACE).truth(Scopes.empty())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "x", "{{ [0] }}", "{{ 1 }}", "{{ record.name == 'Ada Lovelace' }}"})
    void otherTextsAreTrue(String template) {
        assertThat(Template.of(template, PLACE).truth(Scopes.full())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "{{ confg.x }}§there is no name 'confg'; write 'config' if that is meant.",
                "{{ 'a' | uper }}§there is no filter 'uper'; write 'upper' if that is meant.",
                "{{ 1 is evn }}§there is no test 'evn'; write 'even' if that is meant.",
                "{{ now_utcc() }}§there is no function 'now_utcc'; write 'now_utc' if that is meant.",
                "{{ 'a'.splt() }}§there is no method 'splt'; write 'split' if that is meant.",
                "{{ [1] | map('uper') }}§there is no filter 'uper'; write 'upper' if that is meant.",
                "{{ [1] | selectattr('a', 'equalt', 1) }}§there is no test 'equalt'; write 'equalto' if that is meant.",
                "{{ '%s' % config.x }}§'%' does not format texts; join the parts with '~', or use strftime for dates.",
                "{{ [x for x in config.list] }}§there is no name 'x'; there are",
                "{{ [1 for y in config.list] }}§comprehensions are not part of Jinja; use the filters map, select and selectattr, as in items | map(attribute='id') | list.",
                "{{ 1 + }}§the end cannot stand here; mend the expression.",
                "{{ (1 }}§'(' is not closed; close it.",
                "{{ 1§'}}' is missing; close it.",
                "{{ 'a }}§a text is not closed; close it with '.",
                "{{ a $ b }}§the sign '$' means nothing in an expression; take it out or quote it.",
                "{{ 1 2 }}§'2' cannot stand here; mend the expression.",
                "{{ record() }}§there is no function 'record'; there are",
                "{{ record['a']() }}§only functions and methods can be called; take out the '('.",
                "{% if true %}a§'{% endif %}' is missing; add it.",
                "a{% endif %}§'endif' closes nothing; take it out, or open what it closes.",
                "{% include 'x' %}§there is no statement 'include'; templates know if, for and set.",
                "{# a§'#}' is missing; close the comment."
            })
    void refusesWhatCannotBeCompiled(String template, String problem) {
        assertThatThrownBy(() -> Template.of(template, PLACE))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("$.streams[0].name (line 7): the template cannot be read: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "{{ 1 / 0 }}§division by zero.",
                "{{ 'a' + 1 }}§'+' does not go with a text and a number; use '~' to join texts.",
                "{{ 'a' < 1 }}§a text and a number cannot be compared.",
                "{{ none | join(',') }}§join needs a list, not null.",
                "{{ 5.upper() }}§upper needs a text, not a number.",
                "{{ str_to_datetime('soon') }}§a text is no date or time in the format that is asked for, or a time is out of bounds.",
                "{{ '{:>3}'.format(1) }}§format knows {}, {0}, {name} and widths of whole numbers such as {:02d} only.",
                "{{ 10 ** 1000 }}§'**' takes whole exponents from -999 to 999.",
                "{{ 10 ** 999 * 10 ** 999 }}§a number would have more than 1000 digits.",
                "{{ 'x' * 2000000 }}§the text would have more than 1048576 characters.",
                "{{ [0] * 2000000 }}§the list would have more than 1048576 items.",
                "{{ range(9999999) | list }}§range makes at most 1048576 numbers, in steps that are not zero."
            })
    void refusesWhatCannotBeEvaluated(String template, String problem) {
        assertThatThrownBy(() -> value(template))
                .isInstanceOfSatisfying(
                        HeadraceException.class,
                        error -> assertThat(error.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .hasMessage("$.streams[0].name (line 7): the template cannot be evaluated: " + problem);
    }

    @Test
    void outputIsCapped() {
        String twice = "{% for a in range(1000) %}{% for b in range(1000) %}{{ 'xxxxxxxxxx' }}{% endfor %}{% endfor %}";

        assertThatThrownBy(() -> value(twice))
                .hasMessageEndingWith("the text would have more than 1048576 characters.");
        assertThatThrownBy(() -> value("{{ ('x' * 100000).replace('x', 'y' * 1000) }}"))
                .hasMessageEndingWith("the text would have more than 1048576 characters.");
    }

    @Test
    void depthIsCapped() {
        assertThatThrownBy(() -> value("{{ " + "(".repeat(900) + "1" + ")".repeat(900) + " }}"))
                .hasMessageEndingWith("the expression is nested too deeply; split it.");
        assertThatThrownBy(() -> value("{{ " + "not ".repeat(900) + "1 }}"))
                .hasMessageEndingWith("the expression is nested too deeply; split it.");
        assertThatThrownBy(() -> value("{{ " + "-".repeat(900) + "1 }}"))
                .hasMessageEndingWith("the expression is nested too deeply; split it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.__class__ }}",
                "{{ ''.__class__.__mro__[1].__subclasses__() }}",
                "{{ config.getClass() }}",
                "{{ ''.getClass().forName('java.lang.Runtime') }}",
                "{{ config.class.forName('java.lang.Runtime').getRuntime().exec('id') }}",
                "{{ now_utc().getClass().getClassLoader() }}",
                "{{ ____int3rpr3t3r____.getContext() }}",
                "{{ self.__init__.__globals__ }}",
                "{{ cycler.__init__.__globals__.os.popen('id') }}",
                "{{ record | attr('__class__') }}",
                "{{ config.clear() }}",
                "{{ config.update({'api_key': 'x'}) }}",
                "{{ record.tags.append('x') }}",
                "{% import 'x' as y %}",
                "{{ lipsum() }}"
            })
    void noClassCanBeReached(String attack) {
        assertThatThrownBy(() -> Template.of(attack, PLACE)).isInstanceOf(SpecException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ config.class }}",
                "{{ config['class'] }}",
                "{{ ''.class }}",
                "{{ now_utc().class }}",
                "{{ ''['class'] }}",
                "{{ [] | map(attribute='class') | first }}",
                "{{ ['x'] | map(attribute='bytes') | first }}",
                "{{ ['x'] | map(attribute='__class__') | first }}",
                "{{ record.tags['empty'] }}",
                "{{ config['__class__'] }}"
            })
    void fieldsOfJavaObjectsAreNotThere(String attack) {
        assertThat(value(attack)).isNull();
    }

    @Test
    void aPointInTimeStaysOneWhereThatIsAskedFor() {
        assertThat(Template.of("{{ now_utc() }}", PLACE).raw(Scopes.full()))
                .isEqualTo(OffsetDateTime.parse("2024-02-29T12:30:45.123456Z"));
    }

    @Test
    void aFieldOfAComponentNamesItsPlace() {
        Component filter = Component.of("RecordFilter", Map.of("condition", "{{ recrd.id }}"), new Place("$.f", 3));

        assertThatThrownBy(() -> Template.of(filter, "condition"))
                .hasMessage(
                        "$.f.condition (line 3): the template cannot be read: there is no name 'recrd'; write 'record' if that is meant.");
        assertThat(Template.optional(Component.of("RecordFilter", Map.of()), "condition"))
                .isEmpty();
    }

    @Test
    void aSigningComponentHasNamesOfItsOwn() {
        Component hmac = Component.of(
                "HmacAuthenticator",
                Map.of("secret", "s", "inject_into", Map.of("inject_into", "header", "field_name", "X-Signature")));
        Scope scope = Scopes.empty()
                .with("timestamp", "1")
                .with("method", "GET")
                .with("path", "/a")
                .with("body", "{}");

        assertThat(Template.of(hmac, "message").text(scope)).isEqualTo("1GET/a{}");
        assertThatThrownBy(() -> Template.of("{{ signature }}", PLACE)).isInstanceOf(SpecException.class);
    }

    @Test
    void deepValuesLeaveOutWhatYieldsNothing() {
        Map<String, Object> written = Map.of(
                "a", "{{ config.missing }}",
                "b", "{{ '' }}",
                "c", Map.of("{{ 'k' ~ 1 }}", List.of("{{ 1 }}", 2L, "{{ config.missing }}")),
                "d", 0L,
                "e", "{{ false }}");

        Object value = Template.deep(written, PLACE, Scopes.full());

        List<Object> items = new ArrayList<>(List.of(1L, 2L));
        items.add(null);
        assertThat(value).isEqualTo(Map.of("c", Map.of("k1", items), "d", 0L, "e", false));
    }

    @Test
    void errorsShowNoValues() {
        assertThatThrownBy(() -> value("{{ config.api_key + 1 }}")).message().doesNotContain("k-1");
        assertThatThrownBy(() -> value("{{ format_datetime(config.api_key, '%Y') }}"))
                .message()
                .doesNotContain("k-1");
    }
}
