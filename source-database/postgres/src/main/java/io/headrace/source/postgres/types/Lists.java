package io.headrace.source.postgres.types;

import io.debezium.data.Json;
import io.debezium.data.vector.DoubleVector;
import io.debezium.data.vector.FloatVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** The conversions of arrays and of the vector types. */
final class Lists {

    private Lists() {}

    static Conversion array(Column column) {
        int element = elementOf(column);
        char delimiter = column.oid() == Oids.BOX_ARRAY ? ';' : ',';
        if (column.arraysAsJson()) {
            boolean bare = isBareInJson(element);
            return Scalars.text(
                    Json.builder().optional().build(), text -> JsonLists.write(ArrayText.parse(text, delimiter), bare));
        }
        Conversion elements = Scalars.of(column, element);
        return list(
                SchemaBuilder.array(elements.shape()).optional().build(),
                elements,
                text -> flat(column, ArrayText.parse(text, delimiter)));
    }

    /** pgvector's types: {@code [1,2,3]}. */
    static Conversion vector(Column column) {
        boolean half = column.typeName().equals("halfvec");
        Schema shape = (half ? FloatVector.builder() : DoubleVector.builder())
                .optional()
                .build();
        Conversion elements = Scalars.of(column, half ? Oids.FLOAT4 : Oids.FLOAT8);
        return list(shape, elements, text -> split(text.substring(1, text.length() - 1), ","));
    }

    /** The catalogs' {@code int2vector} and {@code oidvector}: {@code 1 2 3}. */
    static Conversion catalogVector(Column column) {
        Conversion elements = Scalars.of(column, column.oid() == Oids.INT2_VECTOR ? Oids.INT2 : Oids.OID);
        return list(SchemaBuilder.array(elements.shape()).optional().build(), elements, text -> split(text, " "));
    }

    private interface Splitter {
        List<@Nullable String> split(String text);
    }

    private static Conversion list(Schema shape, Conversion elements, Splitter splitter) {
        return new Conversion(
                shape,
                (text, schema) -> {
                    List<@Nullable String> texts = splitter.split(text);
                    List<@Nullable Object> values = new ArrayList<>(texts.size());
                    for (String each : texts) {
                        values.add(each == null ? null : elements.reader().read(each, elements.shape()));
                    }
                    return values;
                },
                schema -> elements.unavailableList(),
                List.of());
    }

    private static List<@Nullable String> split(String text, String delimiter) {
        return text.isEmpty() ? List.of() : List.of(text.split(delimiter));
    }

    private static List<@Nullable String> flat(Column column, List<@Nullable Object> parsed) {
        List<@Nullable String> texts = new ArrayList<>(parsed.size());
        for (Object each : parsed) {
            if (each instanceof List) {
                throw new DataException(
                        "Column " + column.name()
                                + " holds an array of more than one dimension, which a list cannot be. Set array.format=json, so that arrays arrive as JSON text, or leave the column out with debezium.column.exclude.list.");
            }
            texts.add((String) each);
        }
        return texts;
    }

    private static int elementOf(Column column) {
        return column.typeName().equals("_hstore") ? Oids.TEXT : Oids.elementOf(column.oid());
    }

    private static boolean isBareInJson(int element) {
        return switch (element) {
            case Oids.INT2, Oids.INT4, Oids.INT8, Oids.OID, Oids.FLOAT4, Oids.FLOAT8, Oids.NUMERIC, Oids.BOOL -> true;
            default -> false;
        };
    }
}
