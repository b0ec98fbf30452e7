package io.headrace.source.http.record;

import io.headrace.http.spec.Component;

/** Makes what makes records. */
public final class RecordKinds {

    private RecordKinds() {}

    /** @param declaration the stream, whose schema is the beginning of that of its records */
    public static StreamRecords of(RecordFormat format, KeyFormat keys, String stream, Component declaration) {
        return switch (format) {
            case STRUCT -> new StructRecords(stream, declaration, keys);
            case MAP -> new PlainRecords(keys);
        };
    }
}
