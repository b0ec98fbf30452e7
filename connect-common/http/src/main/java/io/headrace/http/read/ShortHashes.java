package io.headrace.http.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Hashes of 40 bits as short text: base64url, 5 bytes each. */
final class ShortHashes {

    private static final int BYTES = 5;

    private ShortHashes() {}

    static String text(Collection<Long> hashes) {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * BYTES);
        for (long hash : hashes) {
            bytes.put((byte) (hash >>> 32)).putInt((int) hash);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** At the most, how long the text of so many hashes is. */
    static long characters(long hashes) {
        return hashes * BYTES * 4 / 3 + 4;
    }

    static List<Long> parse(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        List<Long> hashes = new ArrayList<>();
        while (bytes.remaining() >= BYTES) {
            hashes.add((bytes.get() & 0xffL) << 32 | bytes.getInt() & 0xffffffffL);
        }
        return hashes;
    }
}
