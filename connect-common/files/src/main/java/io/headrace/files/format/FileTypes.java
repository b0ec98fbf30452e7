package io.headrace.files.format;

import io.headrace.core.record.DataType;
import io.headrace.core.record.Field;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which types file formats store for those they lack. */
public final class FileTypes {

    /** The most digits that readers of Parquet (Spark, Trino, DuckDB, Iceberg) take in a decimal. */
    public static final int MAX_DECIMAL_PRECISION = 38;

    private FileTypes() {}

    /**
     * Decimals without bounds or with more than 38 digits become text, negative scales become digits, structs without fields, or with names that
     * readers do not tell apart, become JSON; everything else stays.
     */
    public static DataType fit(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return fit(decimal);
        }
        if (type instanceof DataType.ListOf list) {
            return new DataType.ListOf(fit(list.element()));
        }
        if (type instanceof DataType.MapOf map) {
            return new DataType.MapOf(fit(map.key()), fit(map.value()));
        }
        if (type instanceof DataType.StructOf struct) {
            return hasFormOfItsOwn(struct)
                    ? new DataType.StructOf(
                            struct.fields().stream().map(FileTypes::fit).toList())
                    : DataType.JSON;
        }
        return type;
    }

    private static boolean hasFormOfItsOwn(DataType.StructOf struct) {
        Set<String> folded = new HashSet<>();
        return !struct.fields().isEmpty()
                && struct.fields().stream()
                        .allMatch(field -> folded.add(field.name().toLowerCase(Locale.ROOT)));
    }

    private static Field fit(Field field) {
        return new Field(field.name(), fit(field.type()), field.nullable());
    }

    private static DataType fit(DataType.Decimal decimal) {
        if (!decimal.bounded()) {
            return DataType.TEXT;
        }
        int scale = Math.max(decimal.scale(), 0);
        int precision = Math.max(decimal.precision() - Math.min(decimal.scale(), 0), scale);
        return precision > MAX_DECIMAL_PRECISION ? DataType.TEXT : new DataType.Decimal(Math.max(precision, 1), scale);
    }
}
