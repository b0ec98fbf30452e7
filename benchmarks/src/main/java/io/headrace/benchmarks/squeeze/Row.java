package io.headrace.benchmarks.squeeze;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Makes one row: whole numbers, fractions and short texts in turn, and a text that fills it up to a size. */
final class Row {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
    private static final int KINDS = 3;
    private static final int SHORT_TEXT = 6;
    private static final int MOST = 1_000_000;
    private static final String LAST = "\"rest\":\"";
    private static final String END = "\"}";

    private Row() {}

    /**
     * @param columns how many, of which the last one is the filling text
     * @param bytes how long it is; more where the other columns alone take more
     */
    static byte[] json(Random random, int columns, int bytes) {
        StringBuilder json = new StringBuilder(bytes).append('{');
        for (int column = 1; column < columns; column++) {
            json.append("\"c").append(column).append("\":");
            switch (column % KINDS) {
                case 0 -> json.append(random.nextInt(MOST));
                case 1 -> json.append(random.nextInt(MOST)).append(".25");
                default -> json.append('"').append(text(random, SHORT_TEXT)).append('"');
            }
            json.append(',');
        }
        int missing = bytes - json.length() - LAST.length() - END.length();
        json.append(LAST).append(text(random, Math.max(1, missing))).append(END);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
