package io.headrace.http.read;

/** What a record says. */
public enum Op {
    /** The record is there, with these values. */
    UPSERT,
    /** The record with this key was deleted (R15). */
    DELETE
}
