package io.headrace.source.postgres.types;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How values of one Postgres type become Connect values.
 *
 * @param shape the schema, before the column makes it optional or comments it
 * @param reader reads Postgres' text form
 * @param unavailable makes the placeholder of a column of this type
 * @param unavailableList what elements make the placeholder of a list of this type
 */
record Conversion(Schema shape, Reader reader, Placed unavailable, List<?> unavailableList) {

    /** Reads one value. */
    interface Reader {
        /** @param schema the schema as the column has it; structs must be made with that very one */
        Object read(String text, Schema schema);
    }

    /** Makes a placeholder. */
    interface Placed {
        /** @return null when no value of this type can be one that was not sent */
        @Nullable Object in(Schema schema);
    }
}
