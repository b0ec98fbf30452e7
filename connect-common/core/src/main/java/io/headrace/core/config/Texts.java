package io.headrace.core.config;

import io.headrace.core.secret.Secret;
import java.util.Locale;

/** Words for errors and references. */
final class Texts {

    private static final int LONGEST_ECHO = 100;

    private Texts() {}

    /** A value that is refused, in quotes, cut and without control characters, so that it cannot forge a log line. */
    static String notAllowed(String value, boolean secret) {
        if (secret) {
            return "the value " + Secret.HIDDEN + " is not allowed";
        }
        String cut = value.length() > LONGEST_ECHO ? value.substring(0, LONGEST_ECHO) + "…" : value;
        return "'" + cut.replaceAll("\\p{Cntrl}", "?") + "' is not allowed";
    }

    /** {@code flush.interval.ms} becomes {@code Flush interval (ms)}. */
    static String title(String key) {
        Unit unit = Unit.of(key);
        String words = unit == Unit.NONE ? key : key.substring(0, key.lastIndexOf('.'));
        String sentence = words.substring(0, 1).toUpperCase(Locale.ROOT)
                + words.substring(1).replace('.', ' ');
        return unit == Unit.NONE ? sentence : sentence + " (" + unit.word() + ")";
    }
}
