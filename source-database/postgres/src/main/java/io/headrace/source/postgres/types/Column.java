package io.headrace.source.postgres.types;

/**
 * What a conversion must know of a column.
 *
 * @param name schema, table and column, for errors
 * @param oid the type's object id; a domain's is that of the type it stands on
 * @param typeName the type's name as the catalog has it, {@code _int4} for an array of {@code int4}
 * @param kind what kind of type it is
 * @param length digits of a number or bits of a bit string; 0 or less when there is no limit
 * @param scale digits after the point, as the eleven bits of the type's modifier say it
 * @param moneyDigits digits after the point that the server's currency has
 * @param decimalsAsText whether numbers of type {@code numeric} arrive as text
 * @param arraysAsJson whether arrays arrive as JSON text
 */
public record Column(
        String name,
        int oid,
        String typeName,
        Kind kind,
        int length,
        int scale,
        int moneyDigits,
        boolean decimalsAsText,
        boolean arraysAsJson) {

    /** Object ids from here on are handed out by each server; the ones below are the same everywhere. */
    public static final int FIRST_USER_DEFINED = 16384;

    /** Kinds of types that are read differently. */
    public enum Kind {
        ARRAY,
        ENUM,
        OTHER
    }
}
