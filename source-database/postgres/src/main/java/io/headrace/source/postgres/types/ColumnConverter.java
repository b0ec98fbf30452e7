package io.headrace.source.postgres.types;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Converts the values of one column from Postgres' text form. */
public final class ColumnConverter {

    /** Extension types that Debezium has its own exact form for. */
    private static final Set<String> LEFT_BY_NAME =
            Set.of("citext", "hstore", "ltree", "isbn", "geometry", "geography", "_geometry", "_geography");

    private final Conversion conversion;
    private final SchemaBuilder builder;
    private @Nullable Schema built;

    private ColumnConverter(Conversion conversion) {
        this.conversion = conversion;
        this.builder = ColumnSchema.of(conversion.shape());
    }

    /** The converter of a column; empty when Debezium's own converter is exact. */
    public static Optional<ColumnConverter> of(Column column) {
        return isOurs(column) ? Optional.of(new ColumnConverter(conversion(column))) : Optional.empty();
    }

    /** Whether columns like this one are read from text, in snapshots and from the log. */
    public static boolean isOurs(Column column) {
        if (column.kind() == Column.Kind.ENUM || LEFT_BY_NAME.contains(column.typeName())) {
            return false;
        }
        return switch (column.oid()) {
            case Oids.BIT -> column.length() > 1;
            case Oids.BOOL,
                    Oids.BYTEA,
                    Oids.CHAR,
                    Oids.NAME,
                    Oids.INT8,
                    Oids.INT2,
                    Oids.INT4,
                    Oids.TEXT,
                    Oids.OID,
                    Oids.JSON,
                    Oids.XML,
                    Oids.POINT,
                    Oids.CIDR,
                    Oids.FLOAT4,
                    Oids.FLOAT8,
                    Oids.MACADDR8,
                    Oids.MACADDR,
                    Oids.INET,
                    Oids.BPCHAR,
                    Oids.VARCHAR,
                    Oids.UUID,
                    Oids.TSVECTOR,
                    Oids.JSONB,
                    Oids.INT4_RANGE,
                    Oids.NUM_RANGE,
                    Oids.TS_RANGE,
                    Oids.TSTZ_RANGE,
                    Oids.DATE_RANGE,
                    Oids.INT8_RANGE -> false;
            default -> true;
        };
    }

    private static Conversion conversion(Column column) {
        return switch (column.typeName()) {
            case "vector", "halfvec" -> Lists.vector(column);
            default ->
                switch (column.oid()) {
                    case Oids.INT2_VECTOR, Oids.OID_VECTOR -> Lists.catalogVector(column);
                    default ->
                        column.kind() == Column.Kind.ARRAY ? Lists.array(column) : Scalars.of(column, column.oid());
                };
        };
    }

    /** The builder that makes the column's schema; values are made with the schema as it stands when the first one comes. */
    public SchemaBuilder schema() {
        return builder;
    }

    /** @throws DataException when the text is none of the type, naming what is expected and never the value */
    public Object read(String text) {
        return conversion.reader().read(text, builtSchema());
    }

    /** The placeholder for a value that Postgres did not send. */
    public Object unavailable() {
        Object placeholder = conversion.unavailable().in(builtSchema());
        if (placeholder == null) {
            throw new DataException("A value of a type that is never stored apart was not sent");
        }
        return placeholder;
    }

    private Schema builtSchema() {
        Schema schema = built;
        if (schema == null) {
            schema = builder.build();
            built = schema;
        }
        return schema;
    }
}
