package io.headrace.postgres;

/** What happens to a text with a character that Postgres cannot store: NUL, or half of a surrogate pair. */
enum UnstorableText {
    /** The record is refused. */
    FAIL(-1),
    /** The character becomes U+FFFD, the sign for a character that could not be represented. */
    REPLACE(0xFFFD);

    private final int replacement;

    UnstorableText(int replacement) {
        this.replacement = replacement;
    }

    /** The character to put instead, or -1. */
    int replacement() {
        return replacement;
    }
}
