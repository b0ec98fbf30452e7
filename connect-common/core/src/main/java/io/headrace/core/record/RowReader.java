package io.headrace.core.record;

import java.util.List;
import org.apache.kafka.connect.data.Schema;

/** Reads one shape of value into rows. */
interface RowReader {

    Row read(Object value, Reading reading);

    /** @param columns the fields of the struct that become columns */
    static RowReader ofStruct(
            Schema schema, List<org.apache.kafka.connect.data.Field> columns, UnavailableValue unavailable) {
        StructValues values = StructValues.compile(schema, columns, 0);
        RowSchema rowSchema = new RowSchema(values.fields());
        return (value, reading) -> Row.of(rowSchema, values.readColumns(value, unavailable, reading));
    }

    /** One column for a value that has none of its own. */
    static RowReader ofScalar(String column, Schema schema, UnavailableValue unavailable) {
        ConnectTypes.Mapping mapping = ConnectTypes.map(schema);
        RowSchema rowSchema = RowSchema.of(new Field(column, mapping.type(), schema.isOptional()));
        return (value, reading) -> {
            reading.addColumns(1);
            reading.addOpen(value);
            try {
                Object canonical = unavailable.matches(value)
                        ? Row.UNAVAILABLE
                        : mapping.reader().read(value);
                return Row.of(rowSchema, new Object[] {canonical});
            } catch (BadValueException | ClassCastException e) {
                throw BadValueException.at(column, e);
            }
        };
    }
}
