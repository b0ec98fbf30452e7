package io.headrace.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Encodes {@code numeric} exactly: sign, base-10000 digits, the weight of the first digit and the number of digits shown after the point
 * (Postgres, {@code src/backend/utils/adt/numeric.c}, {@code numeric_recv}).
 */
final class NumericEncoder implements ValueEncoder {

    private static final int POSITIVE = 0x0000;
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int POSITIVE_INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;

    /** Four decimal digits make one digit on the wire. */
    private static final int GROUP = 4;

    private static final int BASE = 10_000;
    private static final int[] POWERS = {1, 10, 100, 1000};
    private static final int HEADER_BYTES = 8;

    /** "up to 131072 digits before the decimal point; up to 16383 digits after" (Postgres, Numeric Types). */
    private static final int MAX_INTEGER_DIGITS = 131_072;

    private static final int MAX_SCALE = 16_383;

    /** Longest unscaled value that fits a long, with room to be multiplied by 1000. */
    private static final int LONG_DIGITS = 15;

    @Override
    public void encode(Object value, CopyBuffer out) {
        if (value instanceof BigDecimal decimal) {
            encodeDecimal(decimal, out);
        } else {
            encodeSpecial((Double) value, out);
        }
    }

    private static void encodeSpecial(double value, CopyBuffer out) {
        int sign;
        if (Double.isNaN(value)) {
            sign = NAN;
        } else if (value == Double.POSITIVE_INFINITY) {
            sign = POSITIVE_INFINITY;
        } else if (value == Double.NEGATIVE_INFINITY) {
            sign = NEGATIVE_INFINITY;
        } else {
            throw new IllegalArgumentException("A decimal is a BigDecimal, NaN or an infinity, not another double");
        }
        out.putInt(HEADER_BYTES);
        putHeader(out, 0, 0, sign, 0);
    }

    private static void encodeDecimal(BigDecimal value, CopyBuffer out) {
        int scale = value.scale();
        int precision = value.precision();
        if (scale > MAX_SCALE || (long) precision - scale > MAX_INTEGER_DIGITS) {
            throw new ValueRefusedException("the number has more than the 131072 digits before the point or 16383"
                    + " digits after it that Postgres takes");
        }
        if (value.signum() == 0) {
            out.putInt(HEADER_BYTES);
            putHeader(out, 0, 0, POSITIVE, Math.max(0, scale));
        } else if (precision <= LONG_DIGITS) {
            // By way of a whole decimal: unscaledValue() would make a BigInteger of every number.
            encodeSmall(value.scaleByPowerOfTen(scale).longValue(), scale, out);
        } else {
            encodeLarge(value.unscaledValue(), scale, out);
        }
    }

    /** Digits come out last first, so they are counted before they are put. */
    private static void encodeSmall(long unscaled, int scale, CopyBuffer out) {
        long magnitude = Math.abs(unscaled) * POWERS[padding(scale)];
        int fractionGroups = Math.floorDiv(scale + padding(scale), GROUP);
        while (magnitude % BASE == 0) {
            magnitude /= BASE;
            fractionGroups--;
        }
        int groups = 0;
        for (long rest = magnitude; rest != 0; rest /= BASE) {
            groups++;
        }
        out.ensure(Integer.BYTES + HEADER_BYTES + groups * Short.BYTES);
        out.putInt(HEADER_BYTES + groups * Short.BYTES);
        putHeader(out, groups, groups - fractionGroups - 1, unscaled < 0 ? NEGATIVE : POSITIVE, Math.max(0, scale));
        int end = out.size() + groups * Short.BYTES;
        for (int at = end - Short.BYTES; at >= out.size(); at -= Short.BYTES) {
            out.setShort(at, (int) (magnitude % BASE));
            magnitude /= BASE;
        }
        out.skip(groups * Short.BYTES);
    }

    private static void encodeLarge(BigInteger unscaled, int scale, CopyBuffer out) {
        String digits = unscaled.abs().toString();
        int padding = padding(scale);
        int fractionGroups = Math.floorDiv(scale + padding, GROUP);
        int groups = (digits.length() + padding + GROUP - 1) / GROUP;
        int lead = groups * GROUP - digits.length() - padding;
        int lengthAt = out.size();
        out.ensure(Integer.BYTES + HEADER_BYTES + groups * Short.BYTES);
        out.putInt(0);
        putHeader(
                out,
                groups,
                groups - fractionGroups - 1,
                unscaled.signum() < 0 ? NEGATIVE : POSITIVE,
                Math.max(0, scale));
        int kept = 0;
        for (int group = 0; group < groups; group++) {
            int digit = 0;
            for (int i = group * GROUP - lead; i < (group + 1) * GROUP - lead; i++) {
                digit = digit * 10 + (i >= 0 && i < digits.length() ? digits.charAt(i) - '0' : 0);
            }
            out.putShort(digit);
            kept = digit == 0 ? kept : group + 1;
        }
        out.truncate(lengthAt + Integer.BYTES + HEADER_BYTES + kept * Short.BYTES);
        out.setShort(lengthAt + Integer.BYTES, kept);
        out.setInt(lengthAt, HEADER_BYTES + kept * Short.BYTES);
    }

    /** Decimal zeros to append so that the point falls between two base-10000 digits. */
    private static int padding(int scale) {
        return Math.floorMod(-scale, GROUP);
    }

    private static void putHeader(CopyBuffer out, int groups, int weight, int sign, int displayScale) {
        out.putShort(groups);
        out.putShort(weight);
        out.putShort(sign);
        out.putShort(displayScale);
    }
}
