package io.headrace.http.decode;

import java.io.IOException;

/** Takes off gzip; a body that arrives without it is read as it is. */
record GzipDecoder(Decoder inner) implements Decoder {

    @Override
    public RecordStream open(Content content) {
        return inner.open(inflated(content));
    }

    @Override
    public RecordStream select(Content content, FieldPath path) {
        return inner.select(inflated(content), path);
    }

    private static Content inflated(Content content) {
        try {
            return content.with(Inflation.gzip(content.bytes(), content.limits()));
        } catch (IOException e) {
            throw Faults.of(content, "gzip", e);
        }
    }
}
