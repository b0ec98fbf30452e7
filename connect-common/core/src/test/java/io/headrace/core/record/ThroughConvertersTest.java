package io.headrace.core.record;

import static io.headrace.core.record.Records.columns;
import static io.headrace.core.record.Records.envelope;
import static io.headrace.core.record.Records.key;
import static io.headrace.core.record.Records.map;
import static io.headrace.core.record.Records.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.data.VariableScaleDecimal;
import io.debezium.time.MicroTimestamp;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Records that went through Kafka as JSON and back. */
class ThroughConvertersTest {

    private final RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());

    private ChangeRecord through(boolean schemas, Struct key, Struct value) {
        try (JsonConverter converter = new JsonConverter()) {
            Map<String, String> config = Map.of("schemas.enable", Boolean.toString(schemas), "converter.type", "value");
            converter.configure(config);
            SchemaAndValue keyAgain = again(converter, key);
            SchemaAndValue valueAgain = again(converter, value);
            return Objects.requireNonNull(decoder.decode(new SinkRecord(
                    "orders", 0, keyAgain.schema(), keyAgain.value(), valueAgain.schema(), valueAgain.value(), 17)));
        }
    }

    private static SchemaAndValue again(JsonConverter converter, Struct value) {
        return converter.toConnectData("orders", converter.fromConnectData("orders", value.schema(), value));
    }

    @Test
    void envelopesAreTheSameWithAndWithoutSchemas() {
        for (boolean schemas : new boolean[] {true, false}) {
            ChangeRecord change = through(schemas, key(1), envelope("u", null, row(1, "new")));
            assertThat(change.op()).isEqualTo(Op.UPDATE);
            assertThat(columns(change.key())).isEqualTo(map("id", 1L));
            assertThat(columns(change.after())).isEqualTo(map("id", 1L, "name", "new"));
            assertThat(change.position())
                    .isEqualTo(new SourcePosition(4711, 3, 1_700_000_000_000L, "public", "orders", "7"));
        }
    }

    @Test
    void logicalTypesComeBackWithTheirSchemas() {
        Schema schema = SchemaBuilder.struct()
                .field("price", Decimal.schema(2))
                .field("any", VariableScaleDecimal.schema())
                .field("at", MicroTimestamp.schema())
                .field("bytes", Schema.BYTES_SCHEMA)
                .field("none", SchemaBuilder.int32().optional().defaultValue(7).build())
                .build();
        Struct any =
                new Struct(VariableScaleDecimal.schema()).put("scale", 1).put("value", BigInteger.TEN.toByteArray());
        Struct value = new Struct(schema)
                .put("price", new BigDecimal("1.50"))
                .put("any", any)
                .put("at", -1L)
                .put("bytes", new byte[] {1})
                .put("none", 8);
        ChangeRecord change = through(true, key(1), value);
        assertThat(columns(change.after()))
                .containsEntry("price", new BigDecimal("1.50"))
                .containsEntry("any", new BigDecimal("1.0"))
                .containsEntry("at", -1L)
                .containsEntry("bytes", new byte[] {1})
                .containsEntry("none", 8)
                .containsEntry("id", 1L);
    }
}
