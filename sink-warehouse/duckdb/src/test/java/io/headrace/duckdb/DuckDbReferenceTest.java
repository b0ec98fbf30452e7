package io.headrace.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.ReferenceDoc;
import io.headrace.core.config.SettingsAudit;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import io.headrace.rules.golden.Golden;
import io.headrace.sink.options.SinkSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages that are written from the code. */
final class DuckDbReferenceTest {

    /** A type as the sink meets it, in words, with an example of it. */
    private record Line(String words, DataType type, String note) {}

    private static final String OVERFLOW = "a value without a form is an error, never rounded";
    private static final String RANGE = "±infinity is kept; before 290309 BC is an error";

    private static final List<Line> LINES = List.of(
            new Line("boolean", DataType.BOOL, ""),
            new Line("int8", DataType.INT8, ""),
            new Line("int16", DataType.INT16, ""),
            new Line("int32", DataType.INT32, ""),
            new Line("int64", DataType.INT64, ""),
            new Line("float32", DataType.FLOAT32, "NaN and ±infinity are kept"),
            new Line("float64", DataType.FLOAT64, "NaN and ±infinity are kept"),
            new Line("decimal(10,2)", new DataType.Decimal(10, 2), "NaN and ±infinity have no form; " + OVERFLOW),
            new Line("decimal(38,10)", new DataType.Decimal(38, 10), "the widest"),
            new Line(
                    "decimal(5,-2)", new DataType.Decimal(5, -2), "zeros before the point instead of a negative scale"),
            new Line("decimal(39,2)", new DataType.Decimal(39, 2), "every digit, as text"),
            new Line(
                    "decimal without precision",
                    DataType.ANY_DECIMAL,
                    "every digit, as text; NaN and ±infinity as well"),
            new Line("text", DataType.TEXT, "NUL is kept"),
            new Line("bytes", DataType.BYTES, ""),
            new Line("date", DataType.DATE, "±infinity is kept"),
            new Line("time", DataType.TIME, "microseconds; 24:00 is kept"),
            new Line("timestamp", DataType.TIMESTAMP, "microseconds, never shifted; " + RANGE),
            new Line("timestamp with time zone", DataType.TIMESTAMP_TZ, "microseconds, the instant; " + RANGE),
            new Line("uuid", DataType.UUID, ""),
            new Line("json", DataType.JSON, "the very text; text that is not JSON is an error"),
            new Line("list of int32", new DataType.ListOf(DataType.INT32), "nulls are kept"),
            new Line("list of decimal without precision", new DataType.ListOf(DataType.ANY_DECIMAL), ""),
            new Line(
                    "map of text to float64",
                    new DataType.MapOf(DataType.TEXT, DataType.FLOAT64),
                    "a null key or two equal keys are an error"),
            new Line(
                    "map whose key is nested",
                    new DataType.MapOf(new DataType.ListOf(DataType.INT32), DataType.TEXT),
                    ""),
            new Line(
                    "struct of a int32, b text",
                    new DataType.StructOf(
                            List.of(Field.optional("a", DataType.INT32), Field.optional("b", DataType.TEXT))),
                    "fields take nulls"),
            new Line("struct without fields", new DataType.StructOf(List.of()), ""),
            new Line(
                    "struct of a int32, A int32",
                    new DataType.StructOf(
                            List.of(Field.optional("a", DataType.INT32), Field.optional("A", DataType.INT32))),
                    "names that differ in case only"));

    @Test
    void typesAreDocumented() {
        StringBuilder page = new StringBuilder("""
                # DuckDB sink: types

                This page is generated from the code; a test compares the two, and another loads extreme values of every type and reads them back.

                | type of the record's field | DuckDB column | note |
                |---|---|---|
                """);
        for (Line line : LINES) {
            page.append("| ")
                    .append(line.words())
                    .append(" | `")
                    .append(DuckDbTypes.name(DuckDbTypes.fit(line.type())))
                    .append("` | ")
                    .append(line.note())
                    .append(" |\n");
        }
        Golden.assertMatches("docs/reference/types-duckdb.md", page.toString());
    }

    @Test
    void everySimpleTypeIsOnThePage() {
        assertThat(LINES).extracting(Line::type).containsAll(DuckDbTypes.simple());
    }

    /** Its own settings; those that every sink has are on a page of theirs. */
    @Test
    void settingsAreDocumented() {
        Golden.assertMatches("docs/reference/sink-duckdb.md", ReferenceDoc.markdown("DuckDB sink", DuckDbSettings.ALL));
    }

    @Test
    void settingsKeepTheRules() {
        assertThat(SettingsAudit.violations(SinkSettings.all().plus(DuckDbSettings.ALL)))
                .isEmpty();
    }
}
