package io.headrace.files.format.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.record.Temporals;
import io.headrace.core.schema.Column;
import io.headrace.files.format.Compression;
import io.headrace.files.format.FileTypes;
import io.headrace.files.format.RowFileWriter;
import io.headrace.files.format.jsonl.JsonlFormat;
import io.headrace.rules.golden.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The page on types is written from the code. */
class TypesReferenceTest {

    /** A type in words, with a value of the type that files hold for it. */
    private record Line(String words, DataType type, Object sample, String note) {}

    private static final String INFINITE =
            "±infinity is kept: the greatest number and its negative in Parquet, as DuckDB has them; a word in JSON";
    private static final String SPECIAL = "NaN and ±infinity are kept, in JSON as text";
    private static final String AS_TEXT = "every digit, as text";

    private static final List<Line> LINES = List.of(
            new Line("boolean", DataType.BOOL, true, ""),
            new Line("int8", DataType.INT8, (byte) -128, ""),
            new Line("int16", DataType.INT16, (short) 32767, ""),
            new Line("int32", DataType.INT32, 42, ""),
            new Line("int64", DataType.INT64, Long.MAX_VALUE, ""),
            new Line("float32", DataType.FLOAT32, 0.1f, SPECIAL),
            new Line("float64", DataType.FLOAT64, Double.NaN, SPECIAL),
            new Line("decimal(9,2)", new DataType.Decimal(9, 2), new BigDecimal("12.50"), "NaN is an error in Parquet"),
            new Line("decimal(18,4)", new DataType.Decimal(18, 4), new BigDecimal("-0.0001"), ""),
            new Line("decimal(38,10)", new DataType.Decimal(38, 10), new BigDecimal("1.5"), "the widest"),
            new Line(
                    "decimal(5,-2)",
                    new DataType.Decimal(5, -2),
                    new BigDecimal("12300"),
                    "zeros before the point instead of a negative scale"),
            new Line("decimal(39,2)", new DataType.Decimal(39, 2), "12.50", AS_TEXT),
            new Line(
                    "decimal without precision",
                    DataType.ANY_DECIMAL,
                    "12.50",
                    AS_TEXT + "; NaN and ±infinity as well"),
            new Line("text", DataType.TEXT, "a\u0000b", "NUL is kept; half a surrogate pair is an error"),
            new Line("bytes", DataType.BYTES, new byte[] {0, -1}, "base64 in JSON"),
            new Line("date", DataType.DATE, 19_782, "BC and years beyond 9999 are kept; " + INFINITE),
            new Line(
                    "time",
                    DataType.TIME,
                    Temporals.MICROS_PER_DAY,
                    "microseconds; 24:00 is kept; a zone is folded into UTC"),
            new Line(
                    "timestamp",
                    DataType.TIMESTAMP,
                    1_709_208_000_000_001L,
                    "microseconds, never shifted; " + INFINITE),
            new Line(
                    "timestamp with time zone",
                    DataType.TIMESTAMP_TZ,
                    1_709_208_000_000_001L,
                    "microseconds, the instant; " + INFINITE),
            new Line("uuid", DataType.UUID, new UUID(0, 1), ""),
            new Line(
                    "json",
                    DataType.JSON,
                    "{\"a\": [1]}",
                    "the very text in Parquet; in JSON what it says, and text that is not JSON is an error"),
            new Line("list of int32", new DataType.ListOf(DataType.INT32), List.of(1, 2), "nulls are kept"),
            new Line(
                    "map of text to float64",
                    new DataType.MapOf(DataType.TEXT, DataType.FLOAT64),
                    Map.of("a", 0.5),
                    "a null key is an error"),
            new Line("map of int32 to text", new DataType.MapOf(DataType.INT32, DataType.TEXT), Map.of(7, "x"), ""),
            new Line(
                    "struct of a int32, b text",
                    new DataType.StructOf(
                            List.of(Field.required("a", DataType.INT32), Field.optional("b", DataType.TEXT))),
                    new Object[] {1, "x"},
                    ""),
            new Line("struct without fields", new DataType.StructOf(List.of()), "{}", ""),
            new Line(
                    "struct of a int32, A int32",
                    new DataType.StructOf(
                            List.of(Field.optional("a", DataType.INT32), Field.optional("A", DataType.INT32))),
                    "{\"a\":1,\"A\":2}",
                    "readers do not tell such names apart"));

    @Test
    void typesAreDocumented() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Files sink: types

                This page is generated from the code; a test compares the two, and others write extreme values of every type and read them back with DuckDB.
                Parquet types are as parquet-java prints them; `required` stands where null is not allowed.

                | type of the record's field | Parquet | JSON Lines, for example | note |
                |---|---|---|---|
                """);
        for (Line line : LINES) {
            DataType fit = FileTypes.fit(line.type());
            page.append("| %s | `%s` | `%s` | %s |\n"
                    .formatted(line.words(), parquet(fit), json(fit, line.sample()), line.note()));
        }
        Golden.assertMatches("docs/reference/types-parquet.md", page.toString());
    }

    private static String parquet(DataType type) {
        return ParquetSchema.of(List.of(new Column("c", type, true)))
                .getType(0)
                .toString()
                .replaceAll("\\s+", " ");
    }

    private static String json(DataType type, Object value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowFileWriter writer = new JsonlFormat(Compression.NONE).open(out, List.of(new Column("c", type, true)))) {
            writer.write(new Object[] {value});
            writer.finish();
        }
        return out.toString(UTF_8).replaceFirst("\\{\"c\":", "").replaceFirst("}\n$", "");
    }
}
