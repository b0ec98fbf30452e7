package io.headrace.source.http.record;

/** What the value of a record is. */
public enum RecordFormat {
    /** A structure with a schema: declared, or learnt from the records and remembered. */
    STRUCT,
    /** A map without a schema. */
    MAP
}
