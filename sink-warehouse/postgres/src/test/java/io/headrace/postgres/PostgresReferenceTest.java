package io.headrace.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.config.ReferenceDoc;
import io.headrace.core.config.SettingsAudit;
import io.headrace.core.record.DataType;
import io.headrace.core.record.DataType.Decimal;
import io.headrace.core.record.DataType.ListOf;
import io.headrace.core.record.DataType.MapOf;
import io.headrace.core.record.DataType.StructOf;
import io.headrace.core.record.Field;
import io.headrace.rules.golden.Golden;
import io.headrace.sink.options.SinkSettings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pages that are written from the code. */
class PostgresReferenceTest {

    /** A type as the sink meets it, in words, with an example of it. */
    private record Line(String words, DataType type, String note) {}

    private static final String FLOATS = "NaN and ±infinity are kept";
    private static final String JSON_NOTE = "`jsonb` with `json.form=jsonb`";

    private static final List<Line> LINES = List.of(
            new Line("boolean", DataType.BOOL, ""),
            new Line("int8", DataType.INT8, ""),
            new Line("int16", DataType.INT16, ""),
            new Line("int32", DataType.INT32, ""),
            new Line("int64", DataType.INT64, ""),
            new Line("float32", DataType.FLOAT32, FLOATS),
            new Line("float64", DataType.FLOAT64, FLOATS),
            new Line("decimal(10,2)", new Decimal(10, 2), "NaN is kept"),
            new Line("decimal(1000,1000)", new Decimal(1000, 1000), "the widest with limits"),
            new Line("decimal(1001,0)", new Decimal(1001, 0), ""),
            new Line("decimal(5,-2)", new Decimal(5, -2), "a negative scale has a form since Postgres 15 only"),
            new Line(
                    "decimal without precision",
                    DataType.ANY_DECIMAL,
                    "every digit, 131072 before the point and 16383 after it; NaN, and ±infinity since Postgres 14"),
            new Line("text", DataType.TEXT, "NUL and halves of surrogate pairs have no form: see `text.unstorable`"),
            new Line("bytes", DataType.BYTES, ""),
            new Line("date", DataType.DATE, "4714-11-24 BC to 5874897-12-31, and ±infinity"),
            new Line("time", DataType.TIME, "microseconds; 24:00 is kept"),
            new Line("timestamp", DataType.TIMESTAMP, "microseconds, never shifted; from 4714-11-24 BC, and ±infinity"),
            new Line(
                    "timestamp with time zone",
                    DataType.TIMESTAMP_TZ,
                    "microseconds, the instant; from 4714-11-24 BC, and ±infinity"),
            new Line("uuid", DataType.UUID, ""),
            new Line("json", DataType.JSON, "the very text; " + JSON_NOTE),
            new Line("list of int32", new ListOf(DataType.INT32), "nulls are kept"),
            new Line("list of decimal(10,2)", new ListOf(new Decimal(10, 2)), ""),
            new Line("list of json", new ListOf(DataType.JSON), "`jsonb[]` with `json.form=jsonb`"),
            new Line(
                    "list of lists",
                    new ListOf(new ListOf(DataType.INT32)),
                    "arrays of Postgres are rectangular; " + JSON_NOTE),
            new Line("map", new MapOf(DataType.TEXT, DataType.INT32), JSON_NOTE),
            new Line("struct", new StructOf(List.of(Field.optional("a", DataType.INT32))), JSON_NOTE));

    /** A type that a user's own table may have, and what the sink makes of it. */
    private record Own(String types, String takes) {}

    private static final List<Own> OWN = List.of(
            new Own("`varchar(n)`, `char(n)`, `name`", "text; what is too long is refused, never cut"),
            new Own("`jsonb`, `json`", "as they are, whatever `json.form` says"),
            new Own("a domain", "what its base type takes, under the domain's checks"),
            new Own("an enum, a composite type", "its text"),
            new Own("`oid`", "int64"),
            new Own(
                    "`interval`",
                    "text with units or ISO 8601; a bare number is refused, because Debezium means microseconds by it"
                            + " and Postgres seconds: set `interval.handling.mode=string` at the source"),
            new Own("`bit(n)`, `varbit`", "text of zeros and ones, of the very length; a boolean for one bit"),
            new Own("`point`", "its text, or Debezium's object with `x` and `y`"),
            new Own("`hstore`", "its text, or a JSON object"),
            new Own("`timetz`", "text; UTC when it names no zone"),
            new Own("every other type, and arrays of all these", "the text that Postgres itself reads for the type"),
            new Own("a column that is `GENERATED ALWAYS AS IDENTITY`", "the source's value"),
            new Own("a generated column", "nothing; a field of its name is an error"));

    @Test
    void typesAreDocumented() {
        TypeMapping types = new TypeMapping(JsonForm.JSON);
        StringBuilder page = new StringBuilder("""
                # Postgres sink: types

                This page is generated from the code; a test compares the two, and others load extreme values of every type and read them back.

                ## Tables that the sink makes

                | type of the record's field | Postgres column | note |
                |---|---|---|
                """);
        for (Line line : LINES) {
            page.append("| %s | `%s` | %s |%n".formatted(line.words(), types.sql(types.fit(line.type())), line.note()));
        }
        page.append("""

                ## Columns of tables that are there already

                Beside the types above, a column takes:

                | type of the column | takes |
                |---|---|
                """);
        for (Own own : OWN) {
            page.append("| %s | %s |%n".formatted(own.types(), own.takes()));
        }
        Golden.assertMatches("docs/reference/types-postgres.md", page.toString());
    }

    @Test
    void everyTypeOnTheWireIsOnThePage() {
        assertThat(LINES)
                .extracting(Line::type)
                .containsAll(Arrays.stream(Wire.values()).map(Wire::dataType).toList());
    }

    /** Its own settings; those that every sink has are on a page of theirs. */
    @Test
    void settingsAreDocumented() {
        Golden.assertMatches(
                "docs/reference/sink-postgres.md", ReferenceDoc.markdown("Postgres sink", PostgresSettings.ALL));
    }

    @Test
    void settingsKeepTheRules() {
        assertThat(SettingsAudit.violations(SinkSettings.all().plus(PostgresSettings.ALL)))
                .isEmpty();
    }
}
