package io.headrace.http.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.wire.RequestDraft;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class ResponseCacheTest {

    private static RequestDraft draft(int slice) {
        return RequestDraft.of("GET", Objects.requireNonNull(HttpUrl.parse("https://api.example.com/" + slice)));
    }

    /** One for each slice of a parent: what each takes beside its few bytes counts too. */
    @Test
    void manyEmptyResponsesDoNotFillTheMemory() {
        ResponseCache cache = new ResponseCache(100_000, Duration.ofMinutes(5), Clock.systemUTC());
        for (int slice = 0; slice < 1_000; slice++) {
            RequestDraft draft = draft(slice);
            cache.put(draft, 200, Headers.of(), draft.url(), new byte[] {'[', ']'});
        }

        assertThat(cache.get(draft(999))).isPresent();
        assertThat(IntStream.range(0, 1_000)
                        .filter(slice -> cache.get(draft(slice)).isPresent())
                        .count())
                .isBetween(10L, 100L);
    }
}
