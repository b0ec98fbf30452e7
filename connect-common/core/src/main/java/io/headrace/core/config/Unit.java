package io.headrace.core.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The unit that the last part of a key names. */
enum Unit {
    MS(1L, "milliseconds"),
    SECONDS(1_000L, "seconds"),
    MINUTES(60_000L, "minutes"),
    HOURS(3_600_000L, "hours"),
    DAYS(86_400_000L, "days"),
    BYTES(0L, "bytes"),
    ROWS(0L, "rows"),
    RECORDS(0L, "records"),
    PERCENT(0L, "percent"),
    NONE(0L, "");

    private final long millis;
    private final String plural;

    Unit(long millis, String plural) {
        this.millis = millis;
        this.plural = plural;
    }

    /** The unit of a key, {@link #NONE} when its last part is no unit. */
    static Unit of(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(unit -> unit != NONE && key.contains(".") && unit.word().equals(last))
                .findFirst()
                .orElse(NONE);
    }

    /** The part of the key, {@code ms} for example. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String plural() {
        return plural;
    }

    boolean ofTime() {
        return millis > 0;
    }

    static String timeSuffixes() {
        return Arrays.stream(values())
                .filter(Unit::ofTime)
                .map(unit -> "." + unit.word())
                .collect(Collectors.joining(", "));
    }

    Duration duration(long amount) {
        return Duration.ofMillis(Math.multiplyExact(amount, millis));
    }

    long amount(Duration duration) {
        return duration.toMillis() / millis;
    }

    String say(long amount) {
        if (this == NONE) {
            return Long.toString(amount);
        }
        String word = word();
        boolean one = amount == 1 && this != MS && this != PERCENT;
        return amount + " " + (one ? word.substring(0, word.length() - 1) : word);
    }
}
