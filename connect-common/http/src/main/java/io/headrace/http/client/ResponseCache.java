package io.headrace.http.client;

import io.headrace.http.wire.Body;
import io.headrace.http.wire.RequestDraft;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.HttpUrl;

/**
 * Keeps small responses for a short time, for streams that read the same parent. What is kept is bounded in bytes; the oldest goes first. Requests are told apart before their credentials are added.
 * Thread-safe.
 */
final class ResponseCache {

    private record Key(String method, HttpUrl url, Headers headers, String contentType, String body) {

        static Key of(RequestDraft draft) {
            Body body = draft.body();
            String text = new String(body.bytes(), StandardCharsets.UTF_8);
            return new Key(draft.method(), draft.url(), draft.headers(), body.contentType(), text);
        }
    }

    /** A response that was read whole, after inflation. */
    record Kept(int status, Headers headers, HttpUrl url, byte[] body, Instant at) {

        @Override
        public String toString() {
            return "status " + status + ", " + body.length + " bytes";
        }
    }

    /** About what a response takes beside its body: addresses and headers. */
    private static final long OVERHEAD = 2 << 10;

    private final long mostBytes;
    private final Duration time;
    private final Clock clock;
    private final Map<Key, Kept> kept = new LinkedHashMap<>();
    private long bytes;

    ResponseCache(long mostBytes, Duration time, Clock clock) {
        this.mostBytes = mostBytes;
        this.time = time;
        this.clock = clock;
    }

    synchronized Optional<Kept> get(RequestDraft draft) {
        Key key = Key.of(draft);
        Kept found = kept.get(key);
        if (found != null && found.at().plus(time).isBefore(clock.instant())) {
            remove(key);
            return Optional.empty();
        }
        return Optional.ofNullable(found);
    }

    synchronized void put(RequestDraft draft, int status, Headers headers, HttpUrl url, byte[] body) {
        Key key = Key.of(draft);
        remove(key);
        kept.put(key, new Kept(status, headers, url, body, clock.instant()));
        bytes += size(key, body);
        while (bytes > mostBytes) {
            remove(kept.keySet().iterator().next());
        }
    }

    private void remove(Key key) {
        Kept removed = kept.remove(key);
        bytes -= removed == null ? 0 : size(key, removed.body());
    }

    private static long size(Key key, byte[] body) {
        return OVERHEAD + key.headers().byteCount() + key.body().length() + body.length;
    }
}
