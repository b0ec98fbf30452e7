package io.headrace.source.postgres.types;

import java.util.List;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A builder of a column's schema that takes no default value. A default in a schema makes Connect's converters put it where the row has null, so that what
 * arrives is not what the table holds.
 */
final class ColumnSchema extends SchemaBuilder {

    private final Schema shape;

    private ColumnSchema(Schema shape) {
        super(shape.type());
        this.shape = shape;
    }

    static ColumnSchema of(Schema shape) {
        ColumnSchema builder = new ColumnSchema(shape);
        if (shape.name() != null) {
            builder.name(shape.name());
        }
        if (shape.version() != null) {
            builder.version(shape.version());
        }
        if (shape.parameters() != null) {
            builder.parameters(shape.parameters());
        }
        return builder;
    }

    /** Also NOT NULL columns: the image before a delete has only the key, unless the table's replica identity is full. */
    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public SchemaBuilder optional() {
        return this;
    }

    @Override
    public SchemaBuilder defaultValue(@Nullable Object value) {
        return this;
    }

    @Override
    public Schema build() {
        boolean list = type() == Schema.Type.ARRAY;
        boolean struct = type() == Schema.Type.STRUCT;
        return new ConnectSchema(
                type(),
                isOptional(),
                null,
                name(),
                version(),
                doc(),
                parameters(),
                struct ? shape.fields() : List.of(),
                null,
                list ? shape.valueSchema() : null);
    }
}
