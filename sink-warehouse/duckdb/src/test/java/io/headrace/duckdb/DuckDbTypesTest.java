package io.headrace.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DuckDbTypesTest {

    static Stream<DataType> fitted() {
        DataType struct = new DataType.StructOf(List.of(
                Field.optional("a \"b\", c", DataType.INT32),
                Field.optional("select", new DataType.ListOf(new DataType.Decimal(38, 38))),
                Field.optional("A", DataType.JSON)));
        return Stream.concat(
                DuckDbTypes.simple().stream(),
                Stream.of(
                        new DataType.Decimal(18, 3),
                        new DataType.Decimal(1, 0),
                        new DataType.ListOf(new DataType.ListOf(DataType.TIMESTAMP_TZ)),
                        new DataType.MapOf(DataType.TEXT, new DataType.MapOf(DataType.INT8, struct)),
                        struct,
                        new DataType.ListOf(struct)));
    }

    @ParameterizedTest
    @MethodSource("fitted")
    void whatFitsIsReadBackAsItself(DataType type) {
        assertThat(DuckDbTypes.fit(type)).isEqualTo(type);
        assertThat(DuckDbTypeParser.parse(DuckDbTypes.name(type))).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "10,2, 10,2",
        "38,38, 38,38",
        "5,-2, 7,0",
        "3,5, 5,5",
        "36,-2, 38,0",
        "1,0, 1,0",
    })
    void aDecimalKeepsItsDigits(int precision, int scale, int fittedPrecision, int fittedScale) {
        assertThat(DuckDbTypes.fit(new DataType.Decimal(precision, scale)))
                .isEqualTo(new DataType.Decimal(fittedPrecision, fittedScale));
    }

    @Test
    void whatHasNoFormBecomesTextOrJson() {
        assertThat(DuckDbTypes.fit(DataType.ANY_DECIMAL)).isEqualTo(DataType.TEXT);
        assertThat(DuckDbTypes.fit(new DataType.Decimal(39, 2))).isEqualTo(DataType.TEXT);
        assertThat(DuckDbTypes.fit(new DataType.Decimal(37, -2))).isEqualTo(DataType.TEXT);
        assertThat(DuckDbTypes.fit(new DataType.ListOf(DataType.ANY_DECIMAL)))
                .isEqualTo(new DataType.ListOf(DataType.TEXT));
        assertThat(DuckDbTypes.fit(new DataType.StructOf(List.of()))).isEqualTo(DataType.JSON);
        assertThat(DuckDbTypes.fit(struct("a", "A"))).isEqualTo(DataType.JSON);
        assertThat(DuckDbTypes.fit(struct("a", ""))).isEqualTo(DataType.JSON);
        assertThat(DuckDbTypes.fit(new DataType.MapOf(struct("a", "b"), DataType.TEXT)))
                .isEqualTo(DataType.JSON);
    }

    private static DataType struct(String... names) {
        return new DataType.StructOf(Stream.of(names)
                .map(name -> Field.required(name, DataType.INT32))
                .toList());
    }

    @Test
    void fieldsOfAStructTakeNulls() {
        assertThat(DuckDbTypes.fit(struct("a")))
                .isEqualTo(new DataType.StructOf(List.of(Field.optional("a", DataType.INT32))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENUM('a)', 'it''s') | VARCHAR",
                "ENUM('x')[] | VARCHAR[]",
                "INTEGER[3] | INTEGER[]",
                "UNION(a INTEGER, b VARCHAR) | VARCHAR",
                "INTERVAL | VARCHAR",
                "TIME WITH TIME ZONE | VARCHAR",
                "BIT | VARCHAR",
                "UHUGEINT | DECIMAL(38,0)",
                "STRUCT | VARCHAR",
                "DECIMAL(1 | VARCHAR",
                "STRUCT(a | VARCHAR",
                "MAP(INTEGER) | VARCHAR",
                "some new type(1, (2)) | VARCHAR",
            })
    void typesOfOthersAreReadAsWhatCastsToThem(String text, String read) {
        assertThat(DuckDbTypes.name(DuckDbTypeParser.parse(text))).isEqualTo(read);
    }
}
