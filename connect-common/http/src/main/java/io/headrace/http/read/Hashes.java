package io.headrace.http.read;

import io.headrace.http.wire.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 64-bit hashes of texts and JSON values: the same in every JVM and release, because positions hold them. */
final class Hashes {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private static final long OBJECT = 1;
    private static final long LIST = 2;
    private static final long NUMBER = 3;
    private static final long SCALAR = 4;

    private Hashes() {}

    /** FNV-1a over the text's characters, then mixed so that all bits depend on all. */
    static long of(CharSequence text) {
        long hash = OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return mix(hash, text.length());
    }

    /** Of a JSON value: the order of an object's fields does not count, nor do its nulls; numbers count as they are written. */
    static long of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            long sum = OBJECT;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getValue() != null) {
                    sum += mix(of(String.valueOf(entry.getKey())), of(entry.getValue()));
                }
            }
            return mix(sum, OBJECT);
        }
        if (value instanceof List<?> list) {
            long hash = LIST;
            for (Object each : list) {
                hash = mix(hash, of(each));
            }
            return hash;
        }
        if (value instanceof Long number) {
            return mix(NUMBER, number);
        }
        return value instanceof CharSequence text ? of(text) : mix(SCALAR, of(Json.plain(value)));
    }

    /** One hash of two, which depends on their order. */
    static long mix(long hash, long more) {
        long mixed = hash * 31 + more;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
