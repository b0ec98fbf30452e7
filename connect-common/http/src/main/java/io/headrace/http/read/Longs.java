package io.headrace.http.read;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Long numbers as short text: base64url of their bytes, big end first. */
final class Longs {

    private Longs() {}

    static String text(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        for (long number : numbers) {
            bytes.putLong(number);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** At the most, how long the text of so many numbers is. */
    static long characters(long numbers) {
        return numbers * Long.BYTES * 4 / 3 + 4;
    }

    /** @throws IllegalArgumentException when the text is not of that form */
    static long[] parse(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        if (bytes.remaining() % Long.BYTES != 0) {
            throw new IllegalArgumentException("The text holds " + bytes.remaining() + " bytes, no whole numbers");
        }
        long[] numbers = new long[bytes.remaining() / Long.BYTES];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = bytes.getLong();
        }
        return numbers;
    }
}
