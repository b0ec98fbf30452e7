package io.headrace.http.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComponentTest {

    private static final Place PLACE = new Place("$.streams[0].retriever.paginator", 41);

    private static Map<String, Object> stream() {
        return Map.of(
                "type",
                "DeclarativeStream",
                "$parameters",
                Map.of("name", "orders", "path", "/orders", "field_path", List.of("data")),
                "retriever",
                Map.of(
                        "requester",
                        Map.of("url_base", "https://api.example.com", "authenticator", Map.of("type", "NoAuth")),
                        "record_selector",
                        Map.of("extractor", Map.of("type", "DpathExtractor"))));
    }

    @Test
    void fieldsAreTypedAndDefaultsFilledIn() {
        Component paging = Component.of("OffsetIncrement", Map.of("page_size", 100L));

        assertThat(paging.number("page_size")).isEqualTo(100);
        assertThat(paging.text("page_size")).isEqualTo("100");
        assertThat(paging.flag("inject_on_first_request")).isFalse();
        assertThat(paging.text("stops_on")).isEqualTo("short_page");
        assertThat(paging.has("stops_on")).isFalse();
        assertThat(paging.optionalText("stop_condition")).isEmpty();
    }

    @Test
    void textsAreTakenForTheNumbersThatTheyShow() {
        Component quotas = Component.of(
                "RateLimitedMultipleTokenAuthenticator",
                Map.of(
                        "tokens", "a,b",
                        "quota_status_source", Map.of("url", "https://api.example.com/limits"),
                        "quotas",
                                List.of(Map.of(
                                        "name", "rest", "remaining_path", List.of("r"), "reset_path", List.of("s"))),
                        "budget_reserve_fraction", "0.25",
                        "budget_min_reserve", "7"));

        assertThat(quotas.decimal("budget_reserve_fraction")).isEqualTo(new BigDecimal("0.25"));
        assertThat(quotas.number("budget_min_reserve")).isEqualTo(7);
        assertThat(quotas.children("quotas")).extracting(Component::type).containsExactly("TokenQuota");
        assertThat(quotas.child("quota_status_source").text("http_method")).isEqualTo("GET");
    }

    @Test
    void parametersFlowDownAndTypesAreInferred() {
        Component stream = Component.ofJson(stream(), Place.ROOT);

        assertThat(stream.text("name")).isEqualTo("orders");
        Component retriever = stream.child("retriever");
        assertThat(retriever.type()).isEqualTo("SimpleRetriever");
        assertThat(retriever.child("requester").type()).isEqualTo("HttpRequester");
        assertThat(retriever.child("requester").text("path")).isEqualTo("/orders");
        assertThat(retriever.child("record_selector").child("extractor").texts("field_path"))
                .containsExactly("data");
        assertThat(retriever.parameters()).containsEntry("name", "orders");
    }

    @Test
    void anInnerParameterWinsAndAWrittenFieldWinsOverBoth() {
        Component selector = Component.ofJson(
                Map.of(
                        "type", "RecordSelector",
                        "$parameters", Map.of("field_path", List.of("outer"), "condition", "outer"),
                        "extractor",
                                Map.of("type", "DpathExtractor", "$parameters", Map.of("field_path", List.of("inner"))),
                        "record_filter", Map.of("condition", "own")),
                Place.ROOT);

        assertThat(selector.child("extractor").texts("field_path")).containsExactly("inner");
        assertThat(selector.child("record_filter").text("condition")).isEqualTo("own");
    }

    @Test
    void anEmptyFieldIsFilledToo() {
        Component filter = Component.ofJson(
                Map.of("type", "RecordFilter", "condition", "", "$parameters", Map.of("condition", "{{ true }}")),
                Place.ROOT);

        assertThat(filter.text("condition")).isEqualTo("{{ true }}");
    }

    @Test
    void aParameterNamedLikeAFieldIsNotSeenBelowIt() {
        Component paginator = Component.ofJson(
                Map.of(
                        "type", "DefaultPaginator",
                        "pagination_strategy", Map.of("type", "PageIncrement"),
                        "$parameters",
                                Map.of(
                                        "page_size",
                                        5L,
                                        "page_token_option",
                                        Map.of("inject_into", "header", "field_name", "X"))),
                Place.ROOT);

        assertThat(paginator.child("pagination_strategy").number("page_size")).isEqualTo(5);
        assertThat(paginator.child("page_token_option").parameters()).containsOnlyKeys("page_size");
    }

    @Test
    void theParametersOfTheWholeCanWin() {
        Map<String, Object> json = Map.of("type", "RecordFilter", "$parameters", Map.of("condition", "inner"));

        assertThat(Component.ofJson(json, Place.ROOT, Map.of("condition", "outer"), true)
                        .text("condition"))
                .isEqualTo("outer");
        assertThat(Component.ofJson(json, Place.ROOT, Map.of("condition", "outer"), false)
                        .text("condition"))
                .isEqualTo("inner");
    }

    @Test
    void itsJsonMakesTheSameAgain() {
        Component stream = Component.ofJson(stream(), Place.ROOT);

        assertThat(Component.ofJson(stream.toJson(), Place.ROOT)).isEqualTo(stream);
    }

    @Test
    void childrenMayBeMadeComponents() {
        Component decoder = Component.of("GzipDecoder", Map.of("decoder", Component.of("JsonlDecoder", Map.of())));

        assertThat(decoder.child("decoder").type()).isEqualTo("JsonlDecoder");
        assertThatThrownBy(() ->
                        Component.of("GzipDecoder", Map.of("decoder", Component.of("NoAuth", Map.of())), PLACE))
                .hasMessageStartingWith(
                        "$.streams[0].retriever.paginator.decoder (line 41): NoAuth cannot stand here; one of JsonDecoder, ");
    }

    @Test
    void everyProblemIsSaidWithItsPlace() {
        assertThatThrownBy(() -> Component.of(
                        "DefaultPaginator",
                        Map.of(
                                "pagination_strategy", Map.of("type", "PageIncremnt"),
                                "page_size_opton", Map.of("inject_into", "header"),
                                "page_token_option", Map.of("type", "RequestOption", "inject_into", "heder")),
                        PLACE))
                .isInstanceOfSatisfying(
                        SpecException.class,
                        error -> assertThat(error.errorClass()).isEqualTo(ErrorClass.CONFIG))
                .message()
                .satisfies(message -> assertThat(message.lines())
                        .containsExactlyInAnyOrder(
                                "$.streams[0].retriever.paginator.pagination_strategy (line 41): there is no component 'PageIncremnt'; "
                                        + "one of CursorPagination, OffsetIncrement, PageIncrement, LinkHeader, CustomPaginationStrategy fits; "
                                        + "write 'PageIncrement' if that is meant.",
                                "$.streams[0].retriever.paginator.page_size_opton (line 41): DefaultPaginator has no field 'page_size_opton'; "
                                        + "it has pagination_strategy, page_size_option, page_token_option, decoder, url_base, max_pages; "
                                        + "write 'page_size_option' if that is meant.",
                                "$.streams[0].retriever.paginator.page_token_option.inject_into (line 41): 'heder' does not fit here; "
                                        + "write one of request_parameter, header, body_data, body_json."));
    }

    @Test
    void whatMustBeGivenIsAskedFor() {
        assertThatThrownBy(() -> Component.of("CursorPagination", Map.of(), PLACE))
                .hasMessage(
                        "$.streams[0].retriever.paginator (line 41): CursorPagination needs 'cursor_value' (template); add it.");
        assertThatThrownBy(() -> Component.of("Nonsense", Map.of(), PLACE))
                .hasMessage("$.streams[0].retriever.paginator (line 41): there is no component 'Nonsense'; "
                        + "docs/reference/http-components.md lists all.");
        assertThatThrownBy(() -> Component.of("GzipDecoder", Map.of("decoder", "json"), PLACE))
                .hasMessageStartingWith(
                        "$.streams[0].retriever.paginator.decoder (line 41): Decoder is wanted here, an object; write one with a 'type' of JsonDecoder, ");
        assertThatThrownBy(() -> Component.of("RecordFilter", Map.of("condition", List.of())))
                .hasMessage("$.condition: a list does not fit here; write a template.");
    }

    @Test
    void whatIsNotSupportedIsRefused() {
        assertThatThrownBy(() -> Component.of("FileUploader", Map.of()))
                .hasMessage(
                        "$: FileUploader is not supported: Fetches a file per record. Files are read by the object store source.; "
                                + "take it out of the declaration.");
    }

    @Test
    void aFieldOutsideTheVocabularyIsAFaultOfTheProgram() {
        Component decoder = Component.of("JsonDecoder", Map.of());

        assertThatThrownBy(() -> decoder.has("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The vocabulary has no field JsonDecoder.nope");
    }

    @Test
    void anOpenComponentTakesAnyField() {
        Component custom = Component.of("CustomTransformation", Map.of("class_name", "a.B", "extra", List.of(1L)));

        assertThat(custom.values("extra")).containsExactly(1L);
    }

    @Test
    void choicesOfKindsFindTheirOwn() {
        Map<String, Object> retriever = Map.of(
                "requester",
                Map.of("url", "https://x"),
                "record_selector",
                Map.of("extractor", Map.of("field_path", List.of())));
        Component composite = Component.of(
                "DeclarativeStream",
                Map.of("retriever", retriever, "primary_key", List.of(List.of("a", "b"), List.of("c"))));
        Component single = Component.of("DeclarativeStream", Map.of("retriever", retriever, "primary_key", "id"));

        assertThat(composite.values("primary_key")).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(single.texts("primary_key")).containsExactly("id");
        Component parameters = Component.of(
                "HttpRequester",
                Map.of(
                        "request_parameters",
                        Map.of("fields", Map.of("type", "QueryProperties", "property_list", List.of("a")), "q", "x")));
        assertThat(parameters.childrenByName("request_parameters"))
                .hasEntrySatisfying(
                        "fields",
                        fields -> assertThat(fields.texts("property_list")).containsExactly("a"));
    }

    @Test
    void itsTextShowsNoFields() {
        assertThat(Component.of("BearerAuthenticator", Map.of("api_token", "s3cret"), PLACE))
                .hasToString("BearerAuthenticator at $.streams[0].retriever.paginator (line 41)");
    }

    @Test
    void theFingerprintTellsWhatReadsDifferently() {
        Component stream = Component.ofJson(stream(), Place.ROOT);
        Map<String, Object> other = new TreeMap<>(stream());
        other.put("schema_loader", Map.of("type", "InlineSchemaLoader", "schema", Map.of()));
        Map<String, Object> changed = new TreeMap<>(stream());
        changed.put("primary_key", "id");

        Component a = Component.of("RequestBodyJsonObject", Map.of("value", Map.of("type", "user", "name", "a")));
        Component b = Component.of("RequestBodyJsonObject", Map.of("value", Map.of("type", "user", "name", "b")));

        assertThat(Fingerprint.of(a)).isNotEqualTo(Fingerprint.of(b));
        assertThat(Fingerprint.of(stream)).matches("[0-9a-f]{16}");
        assertThat(Fingerprint.of(Component.ofJson(other, new Place("$.x", 9)))).isEqualTo(Fingerprint.of(stream));
        assertThat(Fingerprint.of(Component.ofJson(changed, Place.ROOT))).isNotEqualTo(Fingerprint.of(stream));
    }
}
