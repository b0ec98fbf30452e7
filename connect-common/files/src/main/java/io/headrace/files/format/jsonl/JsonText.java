package io.headrace.files.format.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import io.headrace.files.format.UnfitValueException;
import java.io.IOException;

/** Puts JSON text into JSON as what it says, not as a string: insignificant white space goes, numbers keep every digit, repeated keys stay. */
final class JsonText {

    /** The text is already in memory, so its length needs no limits; depth does, for the sake of the readers' stacks. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    static void copy(String text, JsonGenerator into) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new UnfitValueException("its text is empty, not JSON");
            }
            copyValue(parser, into);
            if (parser.nextToken() != null) {
                throw new UnfitValueException("its text goes on after the end of its JSON");
            }
        } catch (StreamReadException e) {
            // The parser's own words may quote the value.
            throw new UnfitValueException(
                    "its text is not JSON, from line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " on");
        }
    }

    private static void copyValue(JsonParser parser, JsonGenerator into) throws IOException {
        int depth = 0;
        do {
            if (parser.currentToken().isNumeric()) {
                into.writeNumber(parser.getText());
            } else {
                into.copyCurrentEvent(parser);
            }
            if (parser.currentToken().isStructStart()) {
                depth++;
            } else if (parser.currentToken().isStructEnd()) {
                depth--;
            }
        } while (depth > 0 && parser.nextToken() != null);
    }
}
