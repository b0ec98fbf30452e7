package io.headrace.source.postgres.capture;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import io.headrace.source.postgres.types.ColumnConverter;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgArray;

/** Takes the place of Debezium's converters for the types that they do not convert exactly. */
public final class ExactConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

    static final String DECIMALS_AS_TEXT = "decimals.as.text";
    static final String ARRAYS_AS_JSON = "arrays.as.json";
    static final String MONEY_DIGITS = "money.digits";

    private static final String NAME = "headrace";
    static final String PREFIX = NAME + ".";

    private @Nullable Columns columns;

    /** The settings that make Debezium use this converter and {@link ExactSnapshotQuery}. */
    public static Map<String, String> settings(boolean decimalsAsText, boolean arraysAsJson, String moneyDigits) {
        return Map.of(
                "converters",
                NAME,
                PREFIX + "type",
                ExactConverter.class.getName(),
                PREFIX + DECIMALS_AS_TEXT,
                Boolean.toString(decimalsAsText),
                PREFIX + ARRAYS_AS_JSON,
                Boolean.toString(arraysAsJson),
                PREFIX + MONEY_DIGITS,
                moneyDigits,
                "snapshot.query.mode",
                "custom",
                "snapshot.query.mode.custom.name",
                ExactSnapshotQuery.NAME);
    }

    @Override
    public void configure(Properties properties) {
        columns = Columns.of(properties);
    }

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        Columns described = columns;
        if (described == null) {
            throw new IllegalStateException("The converter was not configured");
        }
        ColumnConverter.of(described.describe(column))
                .ifPresent(converter ->
                        registration.register(converter.schema(), new Texts(converter, column.defaultValue())));
    }

    /** Values are texts and arrays of text, placeholders, and null. */
    private static final class Texts implements Converter {

        private final ColumnConverter converter;
        private @Nullable Object unaskedDefault;

        Texts(ColumnConverter converter, @Nullable Object columnDefault) {
            this.converter = converter;
            this.unaskedDefault = columnDefault;
        }

        @Override
        public @Nullable Object convert(@Nullable Object input) {
            if (input != null && input == unaskedDefault) {
                // The first call is for the schema's default, which is converted already and which the schema does not
                // take.
                unaskedDefault = null;
                return null;
            }
            if (input instanceof String text) {
                return converter.read(text);
            }
            if (input instanceof PgArray array) {
                return converter.read(array.toString());
            }
            if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(input)) {
                return converter.unavailable();
            }
            if (input != null) {
                throw new DataException("A value comes as " + input.getClass().getName() + " instead of text");
            }
            return null;
        }
    }
}
