package io.headrace.files.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Turns any name into one key segment. Two names never share a segment: everything but ASCII letters, digits, {@code -}, {@code .} and {@code _} is percent-encoded
 * as UTF-8; so are a leading dot, which would hide the segment or leave the directory, and a leading underscore, by which Spark, Hive and Trino know files to skip.
 */
public final class ObjectNames {

    /** File systems take 255 bytes per segment; this leaves room for an extension. */
    public static final int MAX_SEGMENT = 200;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int HASH_DIGITS = 16;

    private ObjectNames() {}

    /** The segment for a name; names too long for a segment are cut and told apart by a hash. */
    public static String segment(String name) {
        return segment(name, MAX_SEGMENT);
    }

    /** @param maxLength the longest segment, at least 32 */
    public static String segment(String name, int maxLength) {
        StringBuilder out = new StringBuilder(name.length());
        name.codePoints().forEach(c -> append(out, c));
        if (out.isEmpty()) {
            // A lone percent sign encodes nothing else.
            return "%";
        }
        if (out.length() <= maxLength) {
            return out.toString();
        }
        // A tilde is never plain, so no short name looks like a cut one.
        return out.substring(0, maxLength - HASH_DIGITS - 1) + '~' + hash(out.toString(), HASH_DIGITS);
    }

    /**
     * The first hexadecimal digits of the SHA-256 of a text.
     *
     * @param digits at most 64
     */
    public static String hash(String text, int digits) {
        return hash(text.getBytes(StandardCharsets.UTF_8)).substring(0, digits);
    }

    /** The SHA-256 of bytes, in hexadecimal. */
    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void append(StringBuilder out, int codePoint) {
        if (isPlain(codePoint) && !(out.isEmpty() && (codePoint == '.' || codePoint == '_'))) {
            out.append((char) codePoint);
        } else if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            // Half a pair has no UTF-8; Java would make every one of them the same question mark.
            out.append("%u").append(HEX.toHexDigits((char) codePoint));
        } else {
            for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
    }
}
