package io.headrace.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison sees every kind of difference. */
class OriginalTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("id", Column.Kind.NUMBER),
            new Column("to", Column.Kind.JSON),
            new Column("signed_by", Column.Kind.TEXT));

    private static Original of(String json) throws JsonProcessingException {
        return Original.ofJson(
                "shipments",
                List.of("id"),
                COLUMNS,
                new ObjectMapper().readTree(json).findParents("id"));
    }

    private static String difference(String served, String found) throws JsonProcessingException {
        return of(served).difference(of(found).rows());
    }

    @Test
    void equalRowsAreEqualHoweverTheyAreWritten() throws JsonProcessingException {
        assertThat(difference("""
                        [{"id": 1, "to": {"city": "Graz"}}, {"id": 2}]""", """
                        [{"id": 2.0, "signed_by": null}, {"id": 1, "to": "{\\"city\\": \\"Graz\\"}"}]""")).isEmpty();
    }

    @Test
    void aMissingASurplusADoubledAndAnotherRowAreDifferences() throws JsonProcessingException {
        assertThat(difference("[{\"id\": 1}]", "[]")).isEqualTo("row 1 is missing");
        assertThat(difference("[]", "[{\"id\": 1}]")).isEqualTo("row 1 is too many");
        assertThat(difference("[{\"id\": 1}]", "[{\"id\": 1}, {\"id\": 1}]")).isEqualTo("row 1 twice is too many");
        assertThat(difference("[{\"id\": 1, \"signed_by\": \"a\"}]", "[{\"id\": 1}]"))
                .isEqualTo("row 1, signed_by: null instead of a");
        assertThat(difference(
                        "[{\"id\": 1, \"to\": {\"city\": \"Graz\"}}]", "[{\"id\": 1, \"to\": {\"city\": \"Lyon\"}}]"))
                .isEqualTo("row 1, to: {\"city\":\"Lyon\"} instead of {\"city\":\"Graz\"}");
    }
}
