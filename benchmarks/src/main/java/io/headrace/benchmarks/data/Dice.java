package io.headrace.benchmarks.data;

import java.util.List;

/** Random values that depend on a seed and a row number alone (splitmix64). */
final class Dice {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Dice(long seed, long row) {
        this.state = mix(seed + row * GOLDEN);
    }

    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** {@return a number from 0 up to below the bound} */
    int below(int bound) {
        return (int) Math.floorMod(next(), (long) bound);
    }

    /** {@return a number from 0 up to below the bound} */
    long below(long bound) {
        return Math.floorMod(next(), bound);
    }

    int between(int lowest, int highest) {
        return lowest + below(highest - lowest + 1);
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    /** {@return words with spaces between them, cut to a length between the given ones} */
    String words(List<String> of, int shortest, int longest) {
        int length = between(shortest, longest);
        StringBuilder text = new StringBuilder(longest + 12);
        while (text.length() < length) {
            text.append(one(of)).append(' ');
        }
        text.setLength(length);
        return text.toString().strip();
    }

    private long next() {
        state += GOLDEN;
        return mix(state);
    }
}
