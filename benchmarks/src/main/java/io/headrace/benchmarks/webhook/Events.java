package io.headrace.benchmarks.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Events as a page that is visited sends them, each with a number that no other has. Thread-safe. */
final class Events {
    private static final int DIGITS = 12;
    private static final String BEFORE = "{\"id\":\"evt_";
    private static final byte[] EVENT = (BEFORE + "0".repeat(DIGITS)
                    + "\",\"type\":\"track\",\"anonymousId\":\"a-4711\",\"event\":\"Product Viewed\",\"properties\":{\"sku\":\"G-32\","
                    + "\"price\":18.99,\"position\":3},\"timestamp\":\"2026-01-02T03:04:05Z\"}")
            .getBytes(StandardCharsets.US_ASCII);

    private final AtomicLong next = new AtomicLong();

    /** {@return the number of the first of so many new events} */
    long claim(int count) {
        return next.getAndAdd(count);
    }

    /** {@return how many there are} */
    long count() {
        return next.get();
    }

    /** A request whose events have no numbers yet. */
    static byte[] request(Shape shape) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean array = shape == Shape.ARRAY;
        for (int i = 0; i < shape.events(); i++) {
            if (array) {
                body.write(i == 0 ? '[' : ',');
            }
            body.writeBytes(EVENT);
            if (shape == Shape.LINES) {
                body.write('\n');
            }
        }
        if (array) {
            body.write(']');
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: " + shape.mediaType()
                        + "\r\nContent-Length: " + body.size() + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    /** Gives the events of such a request numbers, from a first one on. */
    static void number(byte[] request, Shape shape, long first) {
        int length = EVENT.length + (shape == Shape.SINGLE ? 0 : 1);
        // Behind each event is a comma, a bracket or a line's end; the last one's ends the request.
        int at = request.length - length * shape.events();
        for (int i = 0; i < shape.events(); i++) {
            digits(request, at + BEFORE.length(), first + i);
            at += length;
        }
    }

    private static void digits(byte[] into, int at, long value) {
        long rest = value;
        for (int i = DIGITS - 1; i >= 0; i--) {
            into[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** {@return the number in a record's key, which is the event's id, perhaps in quotation marks} */
    static long number(byte[] key) {
        long number = 0;
        for (byte each : key) {
            if (each >= '0' && each <= '9') {
                number = number * 10 + each - '0';
            }
        }
        return number;
    }
}
