package io.headrace.http.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.decode.MissingRecords.Found;
import io.headrace.http.wire.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a response that has no records where they are looked for. */
class MissingRecordsTest {

    private static Optional<String> text(String json, String... path) {
        Object response = Json.parse(json.replace('\'', '"')).orElseThrow();
        return new FieldPath(List.of(path)).missing(response).map(missing -> missing.text(Found::mayBeRecords));
    }

    @Test
    void longNamesAndControlCharactersOfAResponseAreNotRepeated() {
        assertThat(text("{'a\\nb':1,'" + "x".repeat(500) + "':2}", "data"))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("the response has no 'data', but a b, " + "x".repeat(60) + "…. If the API leaves"));
    }

    @Test
    void thePlaceWhereThePathEndsIsShownWithWhatIsThere() {
        assertThat(text("{'data':{'total':3,'orders':[{'id':1}]},'page':1}", "data", "items"))
                .contains(
                        "nothing is found at /data/items: /data has no 'items', but total, orders. The records seem to be at"
                                + " /data/orders: set records to that (field_path of the extractor)");
        assertThat(text("[{'id':1}]", "data"))
                .contains(
                        "nothing is found at /data: the response is a list. The whole body is a list of records, it seems: leave"
                                + " records out (field_path of the extractor)");
        assertThat(text("{'data':[{'id':1}]}", "data", "items", "*"))
                .contains(
                        "nothing is found at /data/items: /data is a list. The records seem to be at /data: set records to that"
                                + " (field_path of the extractor)");
        assertThat(text("{'data':'none','links':[{'rel':'self'}]}", "data", "items"))
                .contains(
                        "nothing is found at /data/items: /data is a single value. If the API leaves that out where it has no"
                                + " records, all is well; otherwise correct records (field_path of the extractor)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{'data':[]}", "{'data':null}", "{}", "[]", "{'data':{'id':1}}"})
    void whatIsEmptyIsNotMissing(String json) {
        assertThat(text(json, "data")).isEmpty();
    }
}
