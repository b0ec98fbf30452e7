package io.headrace.files.format.parquet;

import io.headrace.core.record.DataType;
import io.headrace.files.format.UnfitValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Decimals in the smallest primitive that holds their digits. */
final class ParquetDecimal {

    /** Digits that always fit, from the Parquet format's LogicalTypes.md. */
    private static final int INT32_DIGITS = 9;

    private static final int INT64_DIGITS = 18;

    private ParquetDecimal() {}

    static ParquetLeaf leaf(DataType.Decimal type) {
        LogicalTypeAnnotation logical = LogicalTypeAnnotation.decimalType(type.scale(), type.precision());
        if (type.precision() <= INT32_DIGITS) {
            return ParquetLeaf.leaf(
                    PrimitiveTypeName.INT32, logical, (out, v, r, d) -> out.write((int) unscaledLong(v, type), r, d));
        }
        if (type.precision() <= INT64_DIGITS) {
            return ParquetLeaf.leaf(
                    PrimitiveTypeName.INT64, logical, (out, v, r, d) -> out.write(unscaledLong(v, type), r, d));
        }
        int length = BigInteger.TEN.pow(type.precision()).bitLength() / Byte.SIZE + 1;
        return new ParquetLeaf(
                PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY,
                length,
                logical,
                (out, v, r, d) -> out.write(padded(unscaled(v, type), length), r, d));
    }

    private static BigInteger unscaled(Object value, DataType.Decimal type) {
        return fitted(value, type).unscaledValue();
    }

    /** By way of a whole decimal: {@link BigDecimal#unscaledValue} would make a {@link BigInteger} of every number. */
    private static long unscaledLong(Object value, DataType.Decimal type) {
        return fitted(value, type).scaleByPowerOfTen(type.scale()).longValue();
    }

    private static BigDecimal fitted(Object value, DataType.Decimal type) {
        if (value instanceof Double special) {
            throw new UnfitValueException(special + " is no number of digits");
        }
        BigDecimal decimal = rescaled((BigDecimal) value, type.scale());
        if (decimal.precision() > type.precision()) {
            throw new UnfitValueException("it has " + decimal.precision() + " digits");
        }
        return decimal;
    }

    private static BigDecimal rescaled(BigDecimal decimal, int scale) {
        if (decimal.scale() == scale) {
            return decimal;
        }
        try {
            return decimal.setScale(scale);
        } catch (ArithmeticException e) {
            UnfitValueException unfit =
                    new UnfitValueException("it has " + decimal.scale() + " digits after the point");
            unfit.initCause(e);
            throw unfit;
        }
    }

    private static Binary padded(BigInteger unscaled, int length) {
        byte[] bytes = unscaled.toByteArray();
        byte[] padded = new byte[length];
        Arrays.fill(padded, 0, length - bytes.length, (byte) (unscaled.signum() < 0 ? -1 : 0));
        System.arraycopy(bytes, 0, padded, length - bytes.length, bytes.length);
        return Binary.fromConstantByteArray(padded);
    }
}
