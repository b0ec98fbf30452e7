package io.headrace.sink.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.record.RawStruct;
import io.headrace.sink.direct.SchemaRegistry.Reference;
import io.headrace.sink.direct.SchemaRegistry.RegisteredSchema;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;

class AvroFormatTest {

    private final Map<Integer, RegisteredSchema> byId = new HashMap<>();
    private final Map<String, RegisteredSchema> bySubject = new HashMap<>();
    private final AvroFormat format = new AvroFormat(new SchemaRegistry() {
        @Override
        public RegisteredSchema byId(int id) {
            return byId.computeIfAbsent(id, unknown -> {
                throw new UnreadableException("has an unknown schema");
            });
        }

        @Override
        public RegisteredSchema bySubject(String subject, int version) {
            return bySubject.getOrDefault(subject + version, new RegisteredSchema("AVRO", "\"null\"", List.of()));
        }
    });

    private SchemaAndValue read(String schema, String hex) {
        byId.put(byId.size(), new RegisteredSchema("AVRO", schema, List.of()));
        return format.read(HexFormat.of().parseHex("00%08x".formatted(byId.size() - 1) + hex));
    }

    private void refuses(String schema, String hex, String words) {
        assertThatThrownBy(() -> read(schema, hex))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(words);
    }

    @Test
    void primitivesAreReadAsTheSpecificationWritesThem() {
        assertThat(read("\"int\"", "01").value()).isEqualTo(-1);
        assertThat(read("\"long\"", "8001").value()).isEqualTo(64L);
        assertThat(read("\"long\"", "ffffffffffffffffff01").value()).isEqualTo(Long.MIN_VALUE);
        assertThat(read("\"boolean\"", "01").value()).isEqualTo(true);
        assertThat(read("\"float\"", "0000c03f").value()).isEqualTo(1.5f);
        assertThat(read("\"double\"", "000000000000f83f").value()).isEqualTo(1.5);
        assertThat(read("string", "06666f6f").value()).isEqualTo("foo");
        assertThat(read("\"bytes\"", "040102").value()).isEqualTo(new byte[] {1, 2});
        assertThat(read("[\"null\", \"int\"]", "00")).isEqualTo(new SchemaAndValue(Schema.OPTIONAL_INT32_SCHEMA, null));
    }

    /** Confluent's converter refuses these: it gives the schema two names. */
    @Test
    void decimalsMayBeFixed() {
        SchemaAndValue read = read(
                "{\"type\":\"fixed\",\"name\":\"D\",\"size\":2,\"logicalType\":\"decimal\",\"precision\":4,\"scale\":1}",
                "ff9c");
        assertThat(read.value()).isEqualTo(new BigDecimal("-10.0"));
        assertThat(read.schema().name()).isEqualTo(Decimal.LOGICAL_NAME);
    }

    @Test
    void blocksMayTellTheirSize() {
        assertThat(read("{\"type\":\"array\",\"items\":\"long\"}", "03" + "04" + "0602" + "02" + "05" + "00")
                        .value())
                .isEqualTo(List.of(3L, 1L, -3L));
    }

    @Test
    void namesOfReferencedSchemasAreKnown() {
        bySubject.put(
                "money1",
                new RegisteredSchema(
                        "AVRO",
                        "{\"type\":\"record\",\"name\":\"Money\",\"namespace\":\"a.b\",\"fields\":[{\"name\":\"cents\",\"type\":\"long\"}]}",
                        List.of()));
        byId.put(
                7,
                new RegisteredSchema(
                        "AVRO",
                        "{\"type\":\"record\",\"name\":\"Bill\",\"namespace\":\"a.b\",\"fields\":[{\"name\":\"net\",\"type\":\"Money\"},{\"name\":\"gross\",\"type\":[\"null\",\"a.b.Money\"]}]}",
                        List.of(new Reference("money", 1))));
        SchemaAndValue read = format.read(HexFormat.of().parseHex("000000000702" + "0204"));
        Object[] values = ((RawStruct) read.value()).values();
        assertThat(((RawStruct) values[0]).values()).containsExactly(1L);
        assertThat(((RawStruct) values[1]).values()).containsExactly(2L);
        assertThat(read.schema().field("gross").schema().isOptional()).isTrue();
    }

    @Test
    void whatIsNotOfItsSchemaIsRefused() {
        refuses("\"string\"", "06666f", "ends before its schema does; it was cut, or written with another schema");
        refuses("\"string\"", "05", "ends before its schema does; it was cut, or written with another schema");
        refuses("\"int\"", "0202", "goes on after its schema ends; it was written with another schema");
        refuses("\"int\"", "", "ends before its schema does; it was cut, or written with another schema");
        refuses("\"long\"", "ffffffffffffffffffff01", "holds an integer of more than 64 bits; it is not of its schema");
        refuses("[\"null\",\"int\"]", "04", "chooses a branch that its union does not have; it is not of its schema");
        refuses(
                "{\"type\":\"array\",\"items\":\"int\"}",
                "feffffff0f",
                "ends before its schema does; it was cut, or written with another schema");
        refuses(
                "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\"]}",
                "02",
                "has an enum symbol that its schema does not have; it is not of its schema");
    }

    @Test
    void schemasWithoutColumnsAreRefused() {
        refuses(
                "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"left\",\"type\":[\"null\",\"T\"]}]}",
                "00",
                "has a schema in which 'T' contains itself, which has no columns; drop the field at the source, or send it as JSON text");
        refuses(
                "{\"type\":\"record\",\"name\":\"T\",\"fields\":[{\"name\":\"x\",\"type\":\"Absent\"}]}",
                "00",
                "has a schema that uses the type 'Absent' and does not define it; look at its references in the registry");
        refuses(
                "{\"no\":1}",
                "00",
                "has a schema that is no Avro schema: a type is missing; look at it in the registry");
    }

    @Test
    void whatIsNotFramedIsRefused() {
        for (String hex : List.of("", "00", "0100000001", "7b7d7b7d7b7d")) {
            assertThatThrownBy(() -> format.read(HexFormat.of().parseHex(hex)))
                    .hasMessage(
                            "does not begin with a zero byte and the id of a schema; is its format really avro, written with a schema registry?");
        }
        byId.put(9, new RegisteredSchema("PROTOBUF", "", List.of()));
        assertThatThrownBy(() -> format.read(HexFormat.of().parseHex("0000000009")))
                .hasMessage(
                        "has a schema (id 9) of type PROTOBUF, not AVRO; leave its format out and set the converter of that type");
    }
}
