package io.headrace.files.format.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.files.format.Compression;
import io.headrace.files.format.Extremes;
import io.headrace.files.format.FormatContract;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.format.RowFileWriter;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParquetFormatTest extends FormatContract {

    private static final long ROW_GROUP = 16 << 20;

    private final ParquetFormat format = new ParquetFormat(Compression.ZSTD, ROW_GROUP);

    @Override
    protected RowFileFormat format(Compression compression) {
        return new ParquetFormat(compression, ROW_GROUP);
    }

    @Override
    protected String reader() {
        return "read_parquet";
    }

    @Test
    void s23ExtremeValuesComeBackAsTheyWere() throws Exception {
        List<Extremes> extremes = Extremes.all();
        Path file = write(
                format, Extremes.columns(), extremes.stream().map(Extremes::row).toList());
        for (Column column : Extremes.columns()) {
            List<String> expected = extremes.stream()
                    .filter(extreme -> extreme.column().equals(column.name()))
                    .map(extreme -> String.valueOf(extreme.duckdb()))
                    .toList();
            int first = IntStream.range(0, extremes.size())
                    .filter(i -> extremes.get(i).column().equals(column.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(query("SELECT \"" + column.name() + "\"::VARCHAR FROM " + from(file) + " LIMIT "
                            + expected.size() + " OFFSET " + first))
                    .as(column.toString())
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void aDecimalWithTooManyDigitsIsPoison() throws Exception {
        List<Column> columns = List.of(new Column("price", new DataType.Decimal(4, 2), true));
        try (RowFileWriter writer = format.open(OutputStream.nullOutputStream(), columns)) {
            String column = "Column 'price' of type Decimal[precision=4, scale=2] cannot hold a value: ";
            assertPoison(writer, new Object[] {new BigDecimal("100.00")}, column + "it has 5 digits");
            assertPoison(writer, new Object[] {new BigDecimal("1.234")}, column + "it has 3 digits after the point");
            assertPoison(writer, new Object[] {Double.NaN}, column + "NaN is no number of digits");
        }
    }

    @Test
    void aNullInARequiredColumnIsPoison() throws Exception {
        try (RowFileWriter writer =
                format.open(OutputStream.nullOutputStream(), List.of(new Column("id", DataType.INT64, false)))) {
            assertPoison(
                    writer,
                    new @Nullable Object[] {null},
                    "Column 'id' of type Int64[] cannot hold a value: it is null where null is not allowed");
        }
    }

    @Test
    void bigValuesEndRowGroupsEarly() throws Exception {
        List<Column> columns = List.of(new Column("b", DataType.BYTES, true));
        byte[][] values =
                IntStream.range(0, 100).mapToObj(i -> noise(i, 1 << 20)).toArray(byte[][]::new);
        Path file = file(format);
        try (OutputStream out = Files.newOutputStream(file);
                RowFileWriter writer = format.open(out, columns)) {
            for (byte[] value : values) {
                writer.write(new Object[] {value});
            }
            writer.finish();
        }
        assertThat(query("SELECT max(row_group_num_rows) <= 32 FROM parquet_metadata('" + file + "')"))
                .containsExactly("true");
        assertThat(query("SELECT count(*), count(DISTINCT md5(b)) FROM " + from(file)))
                .containsExactly("100|100");
    }

    @Test
    void twoThousandColumnsAreOneFile() throws Exception {
        List<Column> columns = IntStream.range(0, 2000)
                .mapToObj(i -> new Column("c" + i, DataType.TEXT, true))
                .toList();
        Path file = file(format);
        try (OutputStream out = Files.newOutputStream(file);
                RowFileWriter writer = format.open(out, columns)) {
            for (int row = 0; row < 500; row++) {
                @Nullable Object[] values = new @Nullable Object[columns.size()];
                values[row % columns.size()] = "x" + row;
                writer.write(values);
            }
            writer.finish();
        }
        assertThat(query("SELECT count(*), count(c0), min(c499), count(c1999) FROM " + from(file)))
                .containsExactly("500|1|x499|0");
    }

    private static byte[] noise(long seed, int size) {
        byte[] bytes = new byte[size];
        new java.util.Random(seed).nextBytes(bytes);
        return bytes;
    }
}
