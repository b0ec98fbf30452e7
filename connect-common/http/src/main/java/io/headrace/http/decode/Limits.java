package io.headrace.http.decode;

/**
 * What one response may take. All sizes in bytes, after inflation.
 *
 * @param bodyBytes the longest body
 * @param ratio how many times longer than its compressed form a body may be; counted once {@link #RATIO_FREE_BYTES} are inflated
 * @param valueBytes the longest single text, and the largest single record
 * @param depth how deep JSON and XML may be nested
 * @param restBytes how much of a body is kept beside its records, for templates that look at the response
 * @param peekBytes how much of a body is read ahead where an error filter looks at it
 */
public record Limits(long bodyBytes, int ratio, int valueBytes, int depth, int restBytes, int peekBytes) {

    /** So much may be inflated from almost nothing: a bomb that small does no harm, and short repetitive bodies are common. */
    public static final long RATIO_FREE_BYTES = 16L << 20;

    private static final int MIB = 1 << 20;

    public static final Limits DEFAULT = new Limits(64L << 30, 400, 16 * MIB, 200, 4 * MIB, MIB);

    public Limits {
        if (bodyBytes < 1 || ratio < 1 || valueBytes < 1 || depth < 1 || restBytes < 1 || peekBytes < 1) {
            throw new IllegalArgumentException("Every limit must be positive");
        }
    }

    public Limits withBodyBytes(long bytes) {
        return new Limits(bytes, ratio, valueBytes, depth, restBytes, peekBytes);
    }

    public Limits withRatio(int times) {
        return new Limits(bodyBytes, times, valueBytes, depth, restBytes, peekBytes);
    }

    public Limits withValueBytes(int bytes) {
        return new Limits(bodyBytes, ratio, bytes, depth, restBytes, peekBytes);
    }

    public Limits withDepth(int levels) {
        return new Limits(bodyBytes, ratio, valueBytes, levels, restBytes, peekBytes);
    }

    public Limits withRestBytes(int bytes) {
        return new Limits(bodyBytes, ratio, valueBytes, depth, bytes, peekBytes);
    }

    public Limits withPeekBytes(int bytes) {
        return new Limits(bodyBytes, ratio, valueBytes, depth, restBytes, bytes);
    }
}
