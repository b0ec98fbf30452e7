package io.headrace.source.http.webhook.body;

/** How long an event is where Kafka's JSON converter has written it, as one text or field by field. */
final class EncodedSize {

    /** Four bytes of UTF-8 become two escapes; their last three are counted with the first. */
    private static final int OF_FOUR_BYTES = 12 - 3;

    private static final int FIRST_OF_FOUR = 0xf0;

    /** A number such as {@code 1e6} may get its zeros and a point. */
    private static final int OF_EXPONENT = 8;

    /** What of an event's bytes becomes of them at the worst. */
    static final int MOST_TIMES = 5;

    private EncodedSize() {}

    /** The length of a part of a body; never less than it is. */
    static long of(byte[] body, int from, int to) {
        long size = 0;
        for (int i = from; i < to; i++) {
            int b = body[i] & 0xff;
            if (b >= FIRST_OF_FOUR) {
                size += OF_FOUR_BYTES;
            } else if (b < ' ' || b == '"' || b == '\\') {
                size += 2;
            } else if ((b == 'e' || b == 'E') && i > from && Character.isDigit(body[i - 1])) {
                size += OF_EXPONENT;
            } else {
                size++;
            }
        }
        return size;
    }
}
