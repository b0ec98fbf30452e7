package io.headrace.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The rules that every connector's settings keep; a test of each plugin asserts that there are no violations. */
public final class SettingsAudit {

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(\\.[a-z0-9]+)*");
    /** Amounts, but not the numbers of standards such as RFC 3339 or of names such as S3 and UTF-8. */
    private static final Pattern AMOUNT = Pattern.compile("(?<![\\p{Alnum}.-])(?<!\\p{Lu}{2} )\\d");

    private static final Pattern DEFAULT =
            Pattern.compile("(?i)\\b(by default|the default|defaults? (to|is|are|value)|defaults)\\b");

    private static final Pattern ENDS_LIKE_A_UNIT =
            Pattern.compile("\\.(msec|millis|sec|secs|second|min|mins|minute|hour|day|kb|mb|gb|size)$");

    private SettingsAudit() {}

    /** Every violation, beginning with the key; empty when all is well. */
    public static List<String> violations(Settings settings) {
        List<String> found = new ArrayList<>();
        for (Setting<?> setting : settings.asList()) {
            check(setting, found);
        }
        for (Settings.Passthrough passthrough : settings.passthroughs()) {
            String prefix = passthrough.prefix();
            checkKey(prefix.substring(0, prefix.length() - 1), found);
            checkText(prefix, passthrough.group(), passthrough.doc(), found);
        }
        return found;
    }

    private static void check(Setting<?> setting, List<String> found) {
        checkKey(setting.key(), found);
        checkText(setting.key(), setting.group(), setting.doc(), found);
        if (ENDS_LIKE_A_UNIT.matcher(setting.key()).find()) {
            found.add(setting.key() + ": the unit must be the last part of the key, one of ms, seconds, minutes, hours,"
                    + " days, bytes, rows, records, percent");
        }
        for (String choice : setting.choices()) {
            if (!choice.matches("[a-z0-9]+([_-][a-z0-9]+)*")) {
                found.add(setting.key() + ": the choice " + choice + " must be in lower case");
            }
        }
    }

    private static void checkKey(String key, List<String> found) {
        if (!KEY.matcher(key).matches()) {
            found.add(key + ": a key must match " + KEY);
        }
    }

    private static void checkText(String key, String group, String doc, List<String> found) {
        if (group.isBlank()) {
            found.add(key + ": a group must be named");
        }
        if (!doc.endsWith(".")) {
            found.add(key + ": the documentation must end with a full stop");
        }
        if (AMOUNT.matcher(doc).find() || DEFAULT.matcher(doc).find()) {
            found.add(key + ": the documentation must name no number and no default; the reference adds them");
        }
    }
}
