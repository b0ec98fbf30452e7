package io.headrace.http.decode;

import java.io.IOException;
import java.util.List;

/** One JSON document. */
final class JsonDecoder implements Decoder {

    private static final FieldPath WHOLE = new FieldPath(List.of());

    private final JsonSource source = new JsonSource();

    /** The elements of a list, or the one value. */
    @Override
    public RecordStream open(Content content) {
        return select(content, WHOLE);
    }

    @Override
    public RecordStream select(Content content, FieldPath path) {
        try {
            return new JsonRecords(content, source.open(content), path);
        } catch (IOException e) {
            throw Faults.of(content, "JSON", e);
        }
    }
}
