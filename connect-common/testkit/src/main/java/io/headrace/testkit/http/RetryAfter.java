package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The forms in which APIs say how long to wait. */
public enum RetryAfter {
    /** {@code Retry-After: 2} */
    SECONDS {
        @Override
        public Reply on(Reply reply, Instant now, Duration wait) {
            return reply.header("Retry-After", Long.toString(ceiling(wait)));
        }
    },
    /** {@code Retry-After: 0.5} */
    FRACTION {
        @Override
        public Reply on(Reply reply, Instant now, Duration wait) {
            return reply.header("Retry-After", Double.toString(wait.toMillis() / 1000.0));
        }
    },
    /** {@code Retry-After: Sat, 21 Nov 2026 08:00:00 GMT} */
    HTTP_DATE {
        @Override
        public Reply on(Reply reply, Instant now, Duration wait) {
            return reply.header("Retry-After", DATE.format(later(now, wait).atZone(ZoneOffset.UTC)));
        }
    },
    /** {@code Retry-After: 1795248000} */
    EPOCH {
        @Override
        public Reply on(Reply reply, Instant now, Duration wait) {
            return reply.header("Retry-After", Long.toString(later(now, wait).getEpochSecond()));
        }
    },
    /** {@code X-RateLimit-Reset: 1795248000} with nothing remaining */
    EPOCH_SECONDS {
        @Override
        public Reply on(Reply reply, Instant now, Duration wait) {
            return reply.header("X-RateLimit-Remaining", "0")
                    .header("X-RateLimit-Reset", Long.toString(later(now, wait).getEpochSecond()));
        }
    },
    /** {@code Retry-After-Ms: 1500} */
    MILLIS {
        @Override
        public Reply on(Reply reply, Instant now, Duration wait) {
            return reply.header("Retry-After-Ms", Long.toString(wait.toMillis()));
        }
    },
    /** No word of how long. */
    SILENT {
        @Override
        public Reply on(Reply reply, Instant now, Duration wait) {
            return reply;
        }
    };

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    /** {@return the answer, which also says that the client is to wait for {@code wait} from {@code now}} */
    public abstract Reply on(Reply reply, Instant now, Duration wait);

    /** {@return status 429 in this form} */
    public Reply reply(Instant now, Duration wait) {
        return on(Reply.json(429, Map.of("message", "Too Many Requests")), now, wait);
    }

    private static long ceiling(Duration wait) {
        return (wait.toMillis() + 999) / 1000;
    }

    private static Instant later(Instant now, Duration wait) {
        return Instant.ofEpochSecond(Math.floorDiv(now.plus(wait).toEpochMilli() + 999, 1000));
    }
}
