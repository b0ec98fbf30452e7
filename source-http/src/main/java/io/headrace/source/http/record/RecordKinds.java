package io.headrace.source.http.record;

/** Makes what makes records. */
public final class RecordKinds {

    private RecordKinds() {}

    public static StreamRecords of(RecordFormat format, KeyFormat keys, String stream) {
        return switch (format) {
            case STRUCT -> new StructRecords(stream, keys);
            case MAP -> new PlainRecords(keys);
        };
    }
}
