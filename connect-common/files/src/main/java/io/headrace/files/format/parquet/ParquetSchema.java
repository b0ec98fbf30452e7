package io.headrace.files.format.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.listType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.mapType;

import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** Columns as a Parquet schema; nested types in the three-level form of the Parquet format's LogicalTypes.md. */
final class ParquetSchema {

    private ParquetSchema() {}

    static MessageType of(List<Column> columns) {
        return new MessageType(
                "row",
                columns.stream()
                        .map(column -> field(column.name(), column.type(), column.nullable()))
                        .toList());
    }

    private static Type field(String name, DataType type, boolean nullable) {
        Repetition repetition = nullable ? Repetition.OPTIONAL : Repetition.REQUIRED;
        if (type instanceof DataType.ListOf list) {
            Type item = group("list", field("element", list.element(), true));
            return Types.buildGroup(repetition).as(listType()).addField(item).named(name);
        }
        if (type instanceof DataType.MapOf map) {
            Type entry = group("key_value", field("key", map.key(), false), field("value", map.value(), true));
            return Types.buildGroup(repetition).as(mapType()).addField(entry).named(name);
        }
        if (type instanceof DataType.StructOf struct) {
            return new GroupType(
                    repetition,
                    name,
                    struct.fields().stream()
                            .map(field -> field(field.name(), field.type(), field.nullable()))
                            .toList());
        }
        return ParquetLeaf.of(type).type(name, repetition);
    }

    private static Type group(String name, Type... fields) {
        return new GroupType(Repetition.REPEATED, name, fields);
    }
}
