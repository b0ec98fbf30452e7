package io.headrace.files.format.parquet;

import static java.util.Map.entry;
import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timeType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Temporals;
import io.headrace.files.format.Utf8;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * What a type without parts is in a file, and how its canonical value gets there.
 *
 * @param length bytes of a fixed length array, 0 for other primitives
 */
record ParquetLeaf(
        PrimitiveTypeName primitive, int length, @Nullable LogicalTypeAnnotation logical, ValueWriter writer) {

    /** Writes one value that is there, at the given repetition and definition level. */
    @FunctionalInterface
    interface ValueWriter {
        void write(ColumnWriter out, Object value, int repetition, int definition);
    }

    private static final int UUID_BYTES = 16;

    private static final Map<DataType, ParquetLeaf> LEAVES = Map.ofEntries(
            entry(DataType.BOOL, leaf(BOOLEAN, null, (out, v, r, d) -> out.write((boolean) v, r, d))),
            entry(
                    DataType.INT8,
                    leaf(INT32, intType(Byte.SIZE, true), (out, v, r, d) -> out.write((int) (byte) v, r, d))),
            entry(
                    DataType.INT16,
                    leaf(INT32, intType(Short.SIZE, true), (out, v, r, d) -> out.write((int) (short) v, r, d))),
            entry(DataType.INT32, leaf(INT32, null, (out, v, r, d) -> out.write((int) v, r, d))),
            entry(DataType.INT64, leaf(INT64, null, (out, v, r, d) -> out.write((long) v, r, d))),
            entry(DataType.FLOAT32, leaf(FLOAT, null, (out, v, r, d) -> out.write((float) v, r, d))),
            entry(DataType.FLOAT64, leaf(DOUBLE, null, (out, v, r, d) -> out.write((double) v, r, d))),
            entry(DataType.TEXT, leaf(BINARY, stringType(), (out, v, r, d) -> out.write(text(v), r, d))),
            entry(DataType.JSON, leaf(BINARY, jsonType(), (out, v, r, d) -> out.write(text(v), r, d))),
            entry(DataType.BYTES, leaf(BINARY, null, (out, v, r, d) -> out.write(bytes((byte[]) v), r, d))),
            entry(
                    DataType.UUID,
                    new ParquetLeaf(
                            FIXED_LEN_BYTE_ARRAY,
                            UUID_BYTES,
                            uuidType(),
                            (out, v, r, d) -> out.write(uuid((UUID) v), r, d))),
            entry(DataType.DATE, leaf(INT32, dateType(), (out, v, r, d) -> out.write(date((int) v), r, d))),
            entry(
                    DataType.TIME,
                    leaf(INT64, timeType(false, TimeUnit.MICROS), (out, v, r, d) -> out.write((long) v, r, d))),
            entry(DataType.TIMESTAMP, timestamp(false)),
            entry(DataType.TIMESTAMP_TZ, timestamp(true)));

    /** @throws IllegalArgumentException for types that no file holds as they are: {@link ParquetFormat#fit} replaces them */
    static ParquetLeaf of(DataType type) {
        ParquetLeaf leaf = type instanceof DataType.Decimal decimal && decimal.bounded()
                ? ParquetDecimal.leaf(decimal)
                : LEAVES.get(type);
        if (leaf == null) {
            throw new IllegalArgumentException("Parquet has no primitive for " + type);
        }
        return leaf;
    }

    static ParquetLeaf leaf(PrimitiveTypeName primitive, @Nullable LogicalTypeAnnotation logical, ValueWriter writer) {
        return new ParquetLeaf(primitive, 0, logical, writer);
    }

    PrimitiveType type(String name, Repetition repetition) {
        return Types.primitive(primitive, repetition).length(length).as(logical).named(name);
    }

    private static ParquetLeaf timestamp(boolean zoned) {
        return leaf(INT64, timestampType(zoned, TimeUnit.MICROS), (out, v, r, d) -> out.write(micros((long) v), r, d));
    }

    /** DuckDB reads the greatest and the least symmetric number as infinity; the least of all it cannot read. */
    private static long micros(long micros) {
        return micros == Temporals.NEGATIVE_INFINITY ? -Temporals.POSITIVE_INFINITY : micros;
    }

    private static int date(int days) {
        return days == Temporals.DATE_NEGATIVE_INFINITY ? -Temporals.DATE_POSITIVE_INFINITY : days;
    }

    private static Binary text(Object value) {
        return bytes(Utf8.encode((String) value));
    }

    private static Binary bytes(byte[] bytes) {
        return Binary.fromConstantByteArray(bytes);
    }

    private static Binary uuid(UUID uuid) {
        return bytes(ByteBuffer.allocate(UUID_BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }
}
