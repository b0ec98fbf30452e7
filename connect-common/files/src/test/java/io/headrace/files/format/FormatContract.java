package io.headrace.files.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.core.schema.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every format keeps, read back by DuckDB, which shares no code with us. */
public abstract class FormatContract {

    @TempDir
    protected Path dir;

    /** The format, or null when it cannot be compressed so. */
    protected abstract @Nullable RowFileFormat format(Compression compression);

    /** DuckDB's table function for files of this format. */
    protected abstract String reader();

    @ParameterizedTest
    @EnumSource
    void readersSeeEveryRowUnderEveryCompression(Compression compression) throws Exception {
        RowFileFormat format = format(compression);
        if (format == null) {
            return;
        }
        List<Column> columns =
                List.of(new Column("id", DataType.INT64, false), new Column("name", DataType.TEXT, true));
        Path file = file(format);
        try (OutputStream out = Files.newOutputStream(file);
                RowFileWriter writer = format.open(out, columns)) {
            for (long i = 0; i < 100_000; i++) {
                writer.write(new @Nullable Object[] {i, i % 3 == 0 ? null : "name " + i});
            }
            assertThat(writer.rows()).isEqualTo(100_000);
            writer.finish();
        }
        assertThat(query("SELECT count(*), sum(id), count(name), min(name) FROM " + from(file)))
                .containsExactly("100000|4999950000|66666|name 1");
    }

    @Test
    void aFileWithoutRowsIsReadable() throws Exception {
        RowFileFormat format = format(Compression.ZSTD);
        assertThat(format).isNotNull();
        Path file = write(format, List.of(new Column("id", DataType.INT64, true)), List.of());
        assertThat(query("SELECT count(*) FROM " + from(file))).containsExactly("0");
    }

    @Test
    void namesOfColumnsAreKept() throws Exception {
        RowFileFormat format = format(Compression.NONE);
        assertThat(format).isNotNull();
        List<String> names =
                List.of("a.b", "a/b", "select", "quo\"te; DROP TABLE x", "emoji \uD83D\uDE80", " ", "naïve");
        List<Column> columns = names.stream()
                .map(name -> new Column(name, DataType.INT32, true))
                .toList();
        Path file = write(format, columns, List.<@Nullable Object[]>of(new @Nullable Object[] {1, 2, 3, 4, 5, 6, 7}));
        assertThat(query("SELECT column_name FROM (DESCRIBE SELECT * FROM " + from(file) + ")"))
                .containsExactlyElementsOf(names);
        assertThat(query("SELECT * FROM " + from(file))).containsExactly("1|2|3|4|5|6|7");
    }

    @Test
    void bytesGrowWithTheRows() throws Exception {
        RowFileFormat format = format(Compression.NONE);
        assertThat(format).isNotNull();
        try (RowFileWriter writer =
                format.open(OutputStream.nullOutputStream(), List.of(new Column("t", DataType.BYTES, true)))) {
            writer.write(new Object[] {new byte[100_000]});
            assertThat(writer.bytes()).isGreaterThan(100_000);
        }
    }

    @Test
    void aValueOfAnotherClassIsPoisonAndNamesItsColumnOnly() throws Exception {
        RowFileFormat format = format(Compression.NONE);
        assertThat(format).isNotNull();
        List<Column> columns = List.of(new Column("price", DataType.INT64, true));
        try (RowFileWriter writer = format.open(OutputStream.nullOutputStream(), columns)) {
            assertPoison(
                    writer,
                    new @Nullable Object[] {"secret"},
                    "Column 'price' of type Int64[] cannot hold a value: a String is not the canonical form of that type");
        }
    }

    @Test
    void halfASurrogatePairIsPoisonAndNotAQuestionMark() throws Exception {
        RowFileFormat format = format(Compression.NONE);
        assertThat(format).isNotNull();
        List<Column> columns = List.of(new Column("t", DataType.TEXT, true));
        for (String text : List.of("a\uD83D?", "?\uDE80", "\uD83D\uDE80\uD83D")) {
            try (RowFileWriter writer = format.open(OutputStream.nullOutputStream(), columns)) {
                assertPoison(
                        writer,
                        new Object[] {text},
                        "Column 't' of type Text[] cannot hold a value: its text holds half a surrogate pair, which UTF-8 cannot express");
            }
        }
    }

    @Test
    void whatNoFileHoldsBecomesTextOrDigits() {
        RowFileFormat format = format(Compression.NONE);
        assertThat(format).isNotNull();
        assertThat(format.fit(DataType.ANY_DECIMAL)).isEqualTo(DataType.TEXT);
        assertThat(format.fit(new DataType.Decimal(39, 2))).isEqualTo(DataType.TEXT);
        assertThat(format.fit(new DataType.Decimal(38, 38))).isEqualTo(new DataType.Decimal(38, 38));
        assertThat(format.fit(new DataType.Decimal(5, -3))).isEqualTo(new DataType.Decimal(8, 0));
        assertThat(format.fit(new DataType.Decimal(2, 5))).isEqualTo(new DataType.Decimal(5, 5));
        assertThat(format.fit(new DataType.Decimal(36, -3))).isEqualTo(DataType.TEXT);
        assertThat(format.fit(new DataType.StructOf(List.of()))).isEqualTo(DataType.JSON);
        assertThat(format.fit(new DataType.StructOf(
                        List.of(Field.optional("a", DataType.BOOL), Field.optional("A", DataType.BOOL)))))
                .isEqualTo(DataType.JSON);
        assertThat(format.fit(new DataType.MapOf(DataType.TEXT, new DataType.ListOf(DataType.ANY_DECIMAL))))
                .isEqualTo(new DataType.MapOf(DataType.TEXT, new DataType.ListOf(DataType.TEXT)));
        assertThat(format.fit(new DataType.StructOf(List.of(Field.required("n", DataType.ANY_DECIMAL)))))
                .isEqualTo(new DataType.StructOf(List.of(Field.required("n", DataType.TEXT))));
        assertThat(format.fit(DataType.TIMESTAMP_TZ)).isSameAs(DataType.TIMESTAMP_TZ);
    }

    protected static void assertPoison(RowFileWriter writer, @Nullable Object[] row, String message) {
        assertThatThrownBy(() -> writer.write(row))
                .isInstanceOfSatisfying(
                        HeadraceException.class, e -> assertThat(e.errorClass()).isEqualTo(ErrorClass.POISON))
                .hasMessage(message);
    }

    protected Path write(RowFileFormat format, List<Column> columns, List<@Nullable Object[]> rows) throws IOException {
        Path file = file(format);
        try (OutputStream out = Files.newOutputStream(file);
                RowFileWriter writer = format.open(out, columns)) {
            for (@Nullable Object[] row : rows) {
                writer.write(row);
            }
            writer.finish();
        }
        return file;
    }

    protected Path file(RowFileFormat format) {
        return dir.resolve("rows." + format.extension());
    }

    protected String from(Path file) {
        return reader() + "('" + file + "')";
    }

    /** The rows, values joined by bars. */
    protected static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                int width = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= width; i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        }
    }
}
