package io.headrace.filesink;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** ISO texts as canonical values. */
final class TimeTexts {

    private TimeTexts() {}

    static long micros(String time) {
        return time.equals("24:00:00")
                ? Duration.ofDays(1).toNanos() / 1000
                : ChronoUnit.MICROS.between(LocalTime.MIDNIGHT, LocalTime.parse(time));
    }

    /** @param timestamp with or without a Z at its end */
    static long epochMicros(String timestamp) {
        return ChronoUnit.MICROS.between(
                LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.parse(timestamp.replace("Z", "")));
    }
}
