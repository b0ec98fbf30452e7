package io.headrace.files.format.jsonl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.files.format.Compression;
import io.headrace.files.format.Extremes;
import io.headrace.files.format.FormatContract;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.format.RowFileWriter;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonlFormatTest extends FormatContract {

    @Override
    protected @Nullable RowFileFormat format(Compression compression) {
        return compression == Compression.SNAPPY ? null : new JsonlFormat(compression);
    }

    @Override
    protected String reader() {
        return "read_json";
    }

    @Test
    void snappyIsRefused() {
        assertThatThrownBy(() -> new JsonlFormat(Compression.SNAPPY))
                .hasMessage("JSON Lines cannot be compressed with snappy: use zstd, gzip or none");
    }

    @Test
    void s23ExtremeValuesAreWrittenOutInFull() throws Exception {
        for (Extremes extreme : Extremes.all()) {
            Path file = write(
                    new JsonlFormat(Compression.NONE),
                    List.of(new Column("v", extreme.type(), true), new Column("n", DataType.BOOL, true)),
                    List.<@Nullable Object[]>of(new @Nullable Object[] {extreme.value(), null}));
            assertThat(Files.readString(file))
                    .as(extreme.toString())
                    .isEqualTo("{\"v\":" + extreme.json() + ",\"n\":null}\n");
        }
    }

    @Test
    void decimalsWithoutBoundsKeepEveryDigitAndSpecialNumber() throws Exception {
        Path file = write(
                new JsonlFormat(Compression.NONE),
                List.of(new Column("v", new DataType.Decimal(10, 2), true)),
                List.<@Nullable Object[]>of(new @Nullable Object[] {Double.NaN}));
        assertThat(Files.readString(file)).isEqualTo("{\"v\":\"NaN\"}\n");
    }

    @Test
    void textThatIsNotJsonIsPoisonInAJsonColumn() throws Exception {
        try (RowFileWriter writer = writer(DataType.JSON)) {
            assertPoison(
                    writer,
                    new Object[] {"{\"secret\": tru}"},
                    "Column 'v' of type Json[] cannot hold a value: its text is not JSON, from line 1, column 12 on");
        }
        try (RowFileWriter writer = writer(DataType.JSON)) {
            assertPoison(
                    writer,
                    new Object[] {""},
                    "Column 'v' of type Json[] cannot hold a value: its text is empty, not JSON");
        }
        try (RowFileWriter writer = writer(DataType.JSON)) {
            assertPoison(
                    writer,
                    new Object[] {"1 2"},
                    "Column 'v' of type Json[] cannot hold a value: its text goes on after the end of its JSON");
        }
    }

    private static RowFileWriter writer(DataType type) throws Exception {
        return new JsonlFormat(Compression.NONE)
                .open(OutputStream.nullOutputStream(), List.of(new Column("v", type, true)));
    }
}
