package io.headrace.http.decode;

import java.nio.charset.Charset;
import java.util.Optional;

/** The items of one list in a JSON document. */
final class JsonItemsDecoder implements Decoder {

    private final JsonDecoder json = new JsonDecoder();
    private final Optional<Charset> charset;
    private final FieldPath items;

    JsonItemsDecoder(FieldPath items, Optional<Charset> charset) {
        this.items = items;
        this.charset = charset;
    }

    @Override
    public RecordStream open(Content content) {
        return json.select(Charsets.declared(content, charset), items);
    }

    @Override
    public RecordStream select(Content content, FieldPath path) {
        return path.isEmpty() ? open(content) : new SelectedRecords(open(content), path::records);
    }
}
