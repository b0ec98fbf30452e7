package io.headrace.source.http.poll;

import io.headrace.core.error.HeadraceException;
import java.util.Map;

/**
 * Sees to it that an offset fits into a message of Connect's offset topic (R18). Connect would notice only when it stores the offset, where it logs the failure and goes on without any
 * progress being kept.
 */
final class OffsetSize {

    /** Kafka's default limit for a message is 1 MiB; the key and what is around them go with the value. */
    static final long MOST_BYTES = 1_000_000;

    private static final int ESCAPED = 6;

    private OffsetSize() {}

    /** @throws HeadraceException of class CONFIG naming the greatest part when the offset does not fit */
    static void check(Unit unit, StoredPosition offset) {
        if (offset.mostBytes() > MOST_BYTES) {
            refuseGiant(unit, offset);
        }
    }

    private static void refuseGiant(Unit unit, Map<String, ?> offset) {
        long all = 0;
        long most = -1;
        String greatest = "";
        for (Map.Entry<String, ?> entry : offset.entrySet()) {
            long size = bytes(String.valueOf(entry.getValue()));
            all += size + bytes(entry.getKey()) + 2;
            if (size > most) {
                most = size;
                greatest = entry.getKey();
            }
        }
        if (all > MOST_BYTES) {
            throw HeadraceException.config("The position of stream " + unit + " takes " + all
                    + " bytes, and an offset takes " + MOST_BYTES + ". Its greatest part is " + greatest + " with "
                    + most + ". " + mend(greatest));
        }
    }

    private static String mend(String part) {
        return part.equals(StoredPosition.SCHEMA)
                ? "Set record.format=map, or take fields whose names are data out with a transformation"
                : "Ask for fewer or shorter fields of parents, or use child.state=bucket or global";
    }

    /** As a JSON text in UTF-8. */
    private static long bytes(String text) {
        long bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                bytes += ESCAPED;
            } else if (c == '"' || c == '\\') {
                bytes += 2;
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
            }
        }
        return bytes;
    }
}
