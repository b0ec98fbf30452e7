package io.headrace.postgres;

/**
 * What a new column for JSON becomes.
 *
 * <p>{@code json} keeps the document as it came: the order and repetition of keys, {@code 1.0} against {@code 1.00}, spaces, and the escape {@code \u0000}. {@code jsonb} normalises all of
 * these and refuses {@code \u0000}, in exchange for indexes and equality. A pipeline must not change what it carries, so {@code json} is the default; a column that is already there
 * keeps its own type, whichever it is.
 */
enum JsonForm {
    JSON,
    JSONB
}
