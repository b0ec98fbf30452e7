package io.headrace.files.format;

import java.nio.charset.StandardCharsets;

/** Text as UTF-8, refusing what UTF-8 cannot express instead of replacing it. */
public final class Utf8 {

    private Utf8() {}

    /** @throws UnfitValueException when the text holds half a surrogate pair, which Java would silently turn into a question mark */
    public static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            if (b == '?') {
                refuseHalfPairs(text);
                break;
            }
        }
        return bytes;
    }

    private static void refuseHalfPairs(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new UnfitValueException("its text holds half a surrogate pair, which UTF-8 cannot express");
            }
        }
    }
}
