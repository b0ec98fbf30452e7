package io.headrace.core.record;

import org.jspecify.annotations.Nullable;

/**
 * What a value says, before key and coordinates are known.
 *
 * @param row the row after the change, for a delete the one before it; null when the value has none
 */
record Event(Op op, @Nullable Row row, @Nullable SourcePosition position) {

    /** @return null for a message that is not about a row */
    static @Nullable Op opOf(String code) {
        return switch (code) {
            case "c" -> Op.INSERT;
            case "r" -> Op.READ;
            case "u" -> Op.UPDATE;
            case "d" -> Op.DELETE;
            case "t" -> Op.TRUNCATE;
            case "m" -> null;
            default ->
                throw new BadValueException("has the operation '" + code
                        + "', allowed are c, r, u, d, t and m; is this topic really one of change events?");
        };
    }
}
