package io.headrace.core.record;

import static io.headrace.core.record.Records.columns;
import static io.headrace.core.record.Records.map;
import static io.headrace.core.record.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.debezium.data.Json;
import io.debezium.data.Uuid;
import io.debezium.data.VariableScaleDecimal;
import io.debezium.time.ZonedTimestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UnavailableValueTest {

    private static final String TEXT = "__debezium_unavailable_value";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    private final RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());

    @ParameterizedTest
    @MethodSource({"debezium", "ours"})
    void isRecognised(Schema schema, Object placeholder, Object real) {
        Schema rowSchema = SchemaBuilder.struct().field("wide", schema).build();
        assertThat(wide(new Struct(rowSchema).put("wide", placeholder))).isSameAs(Row.UNAVAILABLE);
        assertThat(wide(new Struct(rowSchema).put("wide", real)))
                .isNotSameAs(Row.UNAVAILABLE)
                .isNotNull();
    }

    private Object wide(Object value) {
        return Objects.requireNonNull(columns(Objects.requireNonNull(decoder.decode(record(null, value)))
                        .after())
                .get("wide"));
    }

    static Stream<Arguments> debezium() {
        String uuid = UUID.nameUUIDFromBytes(BYTES).toString();
        String otherUuid = new UUID(1, 2).toString();
        return Stream.of(
                arguments(Schema.STRING_SCHEMA, TEXT, "__debezium_unavailable_valuE"),
                arguments(Json.schema(), TEXT, "{}"),
                arguments(Json.schema(), "{\"" + TEXT + "\":\"" + TEXT + "\"}", "{\"" + TEXT + "\":\"\"}"),
                arguments(Schema.BYTES_SCHEMA, BYTES, new byte[28]),
                arguments(Schema.BYTES_SCHEMA, ByteBuffer.wrap(BYTES), ByteBuffer.wrap(new byte[28])),
                arguments(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                                .build(),
                        Map.of(TEXT, TEXT),
                        Map.of("a", TEXT)),
                arguments(SchemaBuilder.array(Schema.STRING_SCHEMA).build(), List.of(TEXT), List.of(TEXT, TEXT)),
                arguments(SchemaBuilder.array(Schema.BYTES_SCHEMA).build(), List.of(BYTES), List.of(new byte[1])),
                arguments(
                        SchemaBuilder.array(Schema.INT32_SCHEMA).build(),
                        numbers().toList(),
                        IntStream.range(0, 28).boxed().toList()),
                arguments(
                        SchemaBuilder.array(io.debezium.time.Date.schema()).build(),
                        numbers().toList(),
                        List.of(1)),
                arguments(
                        SchemaBuilder.array(Schema.INT64_SCHEMA).build(),
                        numbers().map(Integer::longValue).toList(),
                        List.of()),
                arguments(SchemaBuilder.array(Uuid.schema()).build(), List.of(uuid), List.of(otherUuid)));
    }

    static Stream<Arguments> ours() {
        BigDecimal digits = new BigDecimal(new BigInteger(BYTES), 2);
        List<Boolean> bits = new ArrayList<>();
        for (byte each : BYTES) {
            for (int bit = 7; bit >= 0; bit--) {
                bits.add((each >> bit & 1) == 1);
            }
        }
        Struct variable =
                new Struct(VariableScaleDecimal.schema()).put("scale", 0).put("value", BYTES);
        Struct one = new Struct(VariableScaleDecimal.schema()).put("scale", 0).put("value", new byte[] {1});
        return Stream.of(
                arguments(Uuid.schema(), UUID.nameUUIDFromBytes(BYTES).toString(), new UUID(1, 2).toString()),
                arguments(ZonedTimestamp.schema(), TEXT, "2020-01-01T00:00:00Z"),
                arguments(Decimal.schema(2), digits, digits.add(BigDecimal.ONE)),
                arguments(VariableScaleDecimal.schema(), variable, one),
                arguments(SchemaBuilder.array(VariableScaleDecimal.schema()).build(), List.of(variable), List.of(one)),
                arguments(SchemaBuilder.array(Decimal.schema(2)).build(), List.of(digits), List.of(digits.negate())),
                arguments(
                        SchemaBuilder.array(Schema.INT16_SCHEMA).build(),
                        numbers().map(Integer::shortValue).toList(),
                        List.of((short) 1)),
                arguments(
                        SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build(),
                        numbers().map(Integer::floatValue).toList(),
                        List.of(1f)),
                arguments(
                        SchemaBuilder.array(Schema.FLOAT64_SCHEMA).build(),
                        numbers().map(Integer::doubleValue).toList(),
                        List.of(1.0)),
                arguments(SchemaBuilder.array(Schema.BOOLEAN_SCHEMA).build(), bits, bits.subList(1, bits.size())));
    }

    private static Stream<Integer> numbers() {
        return IntStream.range(0, BYTES.length).mapToObj(i -> (int) BYTES[i]);
    }

    @Test
    void withoutSchema() {
        assertThat(wide(map("wide", TEXT))).isSameAs(Row.UNAVAILABLE);
        assertThat(wide(map("wide", Base64.getEncoder().encodeToString(BYTES)))).isSameAs(Row.UNAVAILABLE);
        assertThat(wide(map("wide", List.of(TEXT)))).isSameAs(Row.UNAVAILABLE);
        assertThat(wide(map("wide", numbers().map(Integer::longValue).toList())))
                .isSameAs(Row.UNAVAILABLE);
        assertThat(wide(map("wide", map(TEXT, TEXT)))).isSameAs(Row.UNAVAILABLE);
    }

    @Test
    void theTextIsConfigurable() {
        RecordDecoder other = RecordDecoders.create(DecoderOptions.defaults().withUnavailable("?"));
        Row row = Objects.requireNonNull(Objects.requireNonNull(other.decode(record(null, map("a", "?", "b", TEXT))))
                .after());
        assertThat(columns(row)).isEqualTo(map("a", Row.UNAVAILABLE, "b", TEXT));
    }

    @Test
    void insideAnEnvelope() {
        Struct after = Records.row(1, TEXT);
        Row row = Objects.requireNonNull(decoder.decode(record(Records.key(1), Records.envelope("u", null, after))))
                .after();
        assertThat(columns(row)).isEqualTo(map("id", 1L, "name", Row.UNAVAILABLE));
    }
}
