package io.headrace.source.http.record;

import io.headrace.http.wire.Json;
import io.headrace.source.http.record.Shape.Decimal;
import io.headrace.source.http.record.Shape.Fields;
import io.headrace.source.http.record.Shape.Items;
import io.headrace.source.http.record.Shape.Scalar;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A Connect schema for a shape, and how a value is written by it. All fields may be null; fields of which nothing is known yet are left out. Used by one thread.
 *
 * @param write makes the Connect value of a value that is not null; {@link #MISFIT} of one that the shape does not hold
 */
record Encoder(Schema schema, Function<Object, Object> write) {

    /** Stands for a value that a shape does not hold. */
    static final Object MISFIT = new Object();

    @Nullable Object encode(@Nullable Object value) {
        return value == null ? null : write.apply(value);
    }

    private static Encoder holding(Shape shape, Schema schema, Function<Object, Object> write) {
        return new Encoder(schema, value -> Shapes.holds(shape, value) ? write.apply(value) : MISFIT);
    }

    /** @param name of the schema, where it is one of a structure; parts are named after it */
    static Optional<Encoder> of(Shape shape, String name) {
        if (shape instanceof Scalar scalar) {
            return scalar(scalar);
        }
        if (shape instanceof Decimal decimal) {
            return Optional.of(holding(
                    shape,
                    org.apache.kafka.connect.data.Decimal.builder(decimal.scale())
                            .optional()
                            .build(),
                    value -> Shapes.exact(value).setScale(decimal.scale())));
        }
        if (shape instanceof Items items) {
            return of(items.item(), name).map(Encoder::list);
        }
        Encoder struct = struct((Fields) shape, name, true, true);
        return struct.schema().fields().isEmpty() ? Optional.empty() : Optional.of(struct);
    }

    private static Optional<Encoder> scalar(Scalar scalar) {
        return switch (scalar) {
            case UNKNOWN -> Optional.empty();
            case BOOLEAN -> Optional.of(holding(scalar, Schema.OPTIONAL_BOOLEAN_SCHEMA, value -> value));
            case INTEGER -> Optional.of(holding(scalar, Schema.OPTIONAL_INT64_SCHEMA, value -> value));
            case NUMBER ->
                Optional.of(holding(scalar, Schema.OPTIONAL_FLOAT64_SCHEMA, value -> ((Number) value).doubleValue()));
            case TEXT ->
                Optional.of(new Encoder(
                        Schema.OPTIONAL_STRING_SCHEMA, value -> value instanceof String ? value : Json.plain(value)));
            case DATE ->
                Optional.of(holding(
                        scalar,
                        Date.builder().optional().build(),
                        value -> java.util.Date.from(
                                LocalDate.parse((String) value).atStartOfDay().toInstant(ZoneOffset.UTC))));
            case TIMESTAMP ->
                Optional.of(holding(
                        scalar,
                        Timestamp.builder().optional().build(),
                        value -> java.util.Date.from(Moments.parse((String) value))));
        };
    }

    private static Encoder list(Encoder item) {
        return new Encoder(SchemaBuilder.array(item.schema()).optional().build(), value -> {
            if (!(value instanceof List<?> list)) {
                return MISFIT;
            }
            List<@Nullable Object> written = new ArrayList<>(list.size());
            for (Object each : list) {
                @Nullable Object one = item.encode(each);
                if (one == MISFIT) {
                    return MISFIT;
                }
                written.add(one);
            }
            return written;
        });
    }

    /**
     * Of a whole record or key, which is there even if nothing is known of its fields.
     *
     * @param optional whether the whole may be null
     * @param optionalFields whether its fields may be
     */
    static Encoder struct(Fields shape, String name, boolean optional, boolean optionalFields) {
        SchemaBuilder builder = SchemaBuilder.struct().name(name);
        List<Encoder> encoders = new ArrayList<>();
        Map<String, Shape> silent = new HashMap<>();
        shape.fields().forEach((field, each) -> {
            Optional<Encoder> encoder = of(each, name + "_" + Names.part(field));
            if (encoder.isEmpty()) {
                silent.put(field, each);
            } else {
                Encoder fitting = optionalFields ? encoder.get() : encoder.get().required();
                builder.field(field, fitting.schema());
                encoders.add(fitting);
            }
        });
        Schema schema = (optional ? builder.optional() : builder).build();
        return new Encoder(schema, new StructWriter(schema, encoders.toArray(new Encoder[0]), silent));
    }

    /** The same for a value that is never null; only scalars are keys. */
    Encoder required() {
        if (!schema.isOptional() || !schema.type().isPrimitive()) {
            return this;
        }
        SchemaBuilder builder =
                new SchemaBuilder(schema.type()).name(schema.name()).version(schema.version());
        Map<String, String> parameters = schema.parameters();
        return new Encoder((parameters == null ? builder : builder.parameters(parameters)).build(), write);
    }
}
