package io.headrace.core.naming;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes of any text a name that a target takes. Pure: the same text gives the same name in every task, on every machine and in every release.
 *
 * <p>Control characters (NUL among them) and halves of surrogate pairs go; a name that is too long is cut between characters and ends in {@code _} and six hexadecimal digits of a
 * hash of the whole text; a name is never empty. Quotes, spaces, separators and reserved words stay as they are in {@link Style#EXACT}: targets quote identifiers.
 */
public final class NameFitter {

    /** How much of a name is kept. */
    public enum Style {
        /** Everything that can be quoted. */
        EXACT,
        /** Letters and digits in lower case, joined by underscores: {@code orderID} and {@code order-id} become {@code order_id}. */
        SNAKE_CASE
    }

    private static final int SHORTEST_LIMIT = 16;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int maxBytes;
    private final boolean caseSensitive;
    private final Style style;

    /**
     * @param maxBytes longest name in UTF-8 bytes, at least 16
     * @param caseSensitive whether the target tells {@code Id} from {@code id}
     */
    public NameFitter(int maxBytes, boolean caseSensitive, Style style) {
        if (maxBytes < SHORTEST_LIMIT) {
            throw new IllegalArgumentException(
                    "Names of " + maxBytes + " bytes are too short; at least " + SHORTEST_LIMIT + " are needed");
        }
        this.maxBytes = maxBytes;
        this.caseSensitive = caseSensitive;
        this.style = style;
    }

    /** The name for a text; two texts may get the same one (see {@link NameRegistry}). */
    public String fit(String raw) {
        String name = styled(raw);
        if (name.isEmpty()) {
            return "unnamed" + mark(raw);
        }
        return bytes(name) <= maxBytes ? name : marked(name, mark(raw));
    }

    /** The name for a text where nothing remembers which names were given: a name that differs from its text carries the mark of the text, so that two texts do not share one. */
    public String fitUnique(String raw) {
        String name = styled(raw);
        if (name.isEmpty()) {
            return fit(raw);
        }
        return name.equals(raw) && bytes(name) <= maxBytes ? name : marked(name, mark(raw));
    }

    /** A name made of two that fit; cut and marked where it is too long. */
    public String join(String name, String part) {
        String joined = name + "__" + part;
        return bytes(joined) <= maxBytes ? joined : marked(joined, mark(joined));
    }

    /** Names are the same to the target when their folded forms are equal. */
    String folded(String name) {
        return caseSensitive ? name : name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** The name, cut to leave room for the mark at its end. */
    String marked(String name, String mark) {
        int room = maxBytes - bytes(mark);
        int end = 0;
        int used = 0;
        while (end < name.length()) {
            int codePoint = name.codePointAt(end);
            used += bytes(codePoint);
            if (used > room) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return name.substring(0, end) + mark;
    }

    /** {@code _} and six hexadecimal digits that stand for the text (FNV-1a over its UTF-8 bytes, folded). */
    static String mark(String raw) {
        long hash = FNV_OFFSET;
        for (byte each : raw.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        long folded = (hash ^ hash >>> 24 ^ hash >>> 48) & 0xffffff;
        return "_" + Long.toHexString(0x1000000 | folded).substring(1);
    }

    private String styled(String raw) {
        StringBuilder name = new StringBuilder(raw.length() + 4);
        if (style == Style.EXACT) {
            raw.codePoints().filter(NameFitter::isWritable).forEach(name::appendCodePoint);
        } else {
            snakeCase(raw, name);
        }
        return name.toString();
    }

    private static boolean isWritable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    private static void snakeCase(String raw, StringBuilder name) {
        int[] codePoints = raw.codePoints().filter(NameFitter::isWritable).toArray();
        boolean gap = false;
        for (int i = 0; i < codePoints.length; i++) {
            int c = codePoints[i];
            if (c == '_' || !Character.isLetterOrDigit(c)) {
                gap = true;
                continue;
            }
            if (gap || i > 0 && startsWord(codePoints, i)) {
                name.append('_');
            }
            gap = false;
            name.append(Character.toString(c).toLowerCase(Locale.ROOT));
        }
        if (gap) {
            name.append('_');
        }
        if (name.length() > 0 && Character.isDigit(name.codePointAt(0))) {
            name.insert(0, '_');
        }
    }

    /** {@code D} in {@code orderDate} and in {@code HTTPDate}, but not in {@code ID}. */
    private static boolean startsWord(int[] codePoints, int i) {
        if (!Character.isUpperCase(codePoints[i])) {
            return false;
        }
        boolean afterSmall = Character.isLowerCase(codePoints[i - 1]) || Character.isDigit(codePoints[i - 1]);
        boolean beforeSmall = i + 1 < codePoints.length && Character.isLowerCase(codePoints[i + 1]);
        return afterSmall || Character.isUpperCase(codePoints[i - 1]) && beforeSmall;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int bytes(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
