package io.headrace.source.http.record;

/** What the key of a record is. */
public enum KeyFormat {
    /** All fields of the primary key by name. */
    STRUCT,
    /** The value itself, where the primary key is one field; otherwise as {@link #STRUCT}. */
    VALUE
}
