package io.headrace.http.decode;

/** A format of response bodies. Immutable and thread-safe. */
public interface Decoder {

    /** The values of a body: one for a JSON document, one per line for JSON lines, one per row for CSV. */
    RecordStream open(Content content);

    /** The records at a path of each value. Formats of one large document look for them while they read. */
    default RecordStream select(Content content, FieldPath path) {
        return new SelectedRecords(open(content), path::records);
    }
}
