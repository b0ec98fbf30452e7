package io.headrace.source.http.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.wire.Json;
import io.headrace.source.http.record.Shape.Fields;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/** How schemas are learnt, and that a value is never less than it was. */
class StructRecordsTest {

    private static Fields learnt(String... records) {
        Fields shape = Fields.NONE;
        for (String record : records) {
            shape = Shapes.widened(shape, map(record));
        }
        return shape;
    }

    private static Map<?, ?> map(String json) {
        return (Map<?, ?>) Json.parse(json.replace('\'', '"')).orElseThrow();
    }

    private static Struct written(Fields shape, String record) {
        return (Struct)
                Objects.requireNonNull(Encoder.struct(shape, "s", false, true).encode(map(record)));
    }

    private static String types(Fields shape) {
        return ShapeText.text(shape).replace('"', '\'');
    }

    @Test
    void numbersKeepTheirDigits() {
        assertThat(types(learnt("{'a':1}"))).isEqualTo("{'a':'i'}");
        assertThat(types(learnt("{'a':1}", "{'a':0.1}"))).isEqualTo("{'a':'n'}");
        assertThat(types(learnt("{'a':0.12345678901234567890}"))).isEqualTo("{'a':'s'}");
        assertThat(types(learnt("{'a':0.5}", "{'a':9007199254740993}"))).isEqualTo("{'a':'s'}");
        assertThat(types(learnt("{'a':12345678901234567890}"))).isEqualTo("{'a':'s'}");
        assertThat(written(learnt("{'a':12345678901234567890}"), "{'a':12345678901234567890}")
                        .get("a"))
                .isEqualTo("12345678901234567890");
        assertThat(written(learnt("{'a':1}", "{'a':0.1}"), "{'a':0.1}").get("a"))
                .isEqualTo(0.1);
    }

    @Test
    void aNumberOfABillionDigitsStaysAsShortAsItWasSent() {
        String record = "{'a':1e999999999}";
        assertThat(written(learnt(record), record).get("a")).isEqualTo("1E+999999999");
        Fields declared = new Fields(Map.of("a", new Shape.Decimal(2)));
        assertThat(Shapes.holds(declared, map(record))).isFalse();
        assertThat(types(Shapes.widened(declared, map(record)))).isEqualTo("{'a':'s'}");
        assertThat(PlainRecords.plain(map(record))).isEqualTo(Map.of("a", "1E+999999999"));
    }

    @Test
    void aFieldOfTwoKindsBecomesText() {
        Fields shape = learnt("{'a':1}", "{'a':{'b':true}}", "{'a':[1,'x']}", "{'a':'t'}");
        assertThat(types(shape)).isEqualTo("{'a':'s'}");
        assertThat(written(shape, "{'a':{'b':[1,0.10]}}").get("a")).isEqualTo("{\"b\":[1,0.10]}");
        assertThat(written(shape, "{'a':'t'}").get("a")).isEqualTo("t");
        assertThat(written(shape, "{'a':true}").get("a")).isEqualTo("true");
    }

    @Test
    void whatIsUnknownIsLeftOutUntilItIsKnown() {
        Fields shape = learnt("{'a':null,'b':[],'c':{},'d':1}");
        assertThat(Encoder.struct(shape, "s", false, true).schema().fields())
                .extracting(Field::name)
                .containsExactly("d");
        Fields more = Shapes.widened(shape, map("{'b':[{'x':1}],'c':{'y':'z'}}"));
        Struct struct = written(more, "{'b':[{'x':2}],'c':{'y':'z'}}");
        assertThat(((Struct) struct.getArray("b").get(0)).get("x")).isEqualTo(2L);
        assertThat(struct.getStruct("c").schema().name()).isEqualTo("s_c");
        assertThat(struct.get("d")).isNull();
        assertThat(types(more)).isEqualTo("{'a':'u','b':[{'x':'i'}],'c':{'y':'s'},'d':'i'}");
    }

    @Test
    void shapesSurviveAsText() {
        Fields shape = learnt("{'a':null,'b':[[0.5]],'c':{'d':true,'e':'x'},'f':3}");
        assertThat(ShapeText.read(Json.parse(ShapeText.text(shape)).orElseThrow()))
                .isEqualTo(shape);
        String packed = Packed.pack(ShapeText.text(shape));
        assertThat(Packed.unpack(packed)).contains(ShapeText.text(shape));
        assertThat(Packed.unpack("no")).isEmpty();
    }

    @Test
    void declaredKindsHoldUntilAValueDoesNotFit() {
        Map<String, Shape> declared = new LinkedHashMap<>();
        declared.put("t", Shape.Scalar.TIMESTAMP);
        declared.put("d", Shape.Scalar.DATE);
        declared.put("n", new Shape.Decimal(2));
        Fields shape = new Fields(declared);
        String good = "{'t':'2024-02-03T04:05:06.789+01:00','d':'2024-02-03','n':7}";
        assertThat(Shapes.holds(shape, map(good))).isTrue();
        assertThat(written(shape, good).get("n")).isEqualTo(new BigDecimal("7.00"));
        assertThat(written(shape, good).get("t"))
                .isEqualTo(java.util.Date.from(java.time.Instant.parse("2024-02-03T03:05:06.789Z")));
        for (String time : List.of("2024-02-03 04:05:06", "2024-02-03T04:05Z", "2024-02-03T04:05:06+0100")) {
            assertThat(Shapes.holds(Shape.Scalar.TIMESTAMP, time)).as(time).isTrue();
        }
        for (String other : List.of("2024-02-03T04:05:06.789123Z", "yesterday", "2024-02-30T00:00:00Z")) {
            assertThat(Shapes.holds(Shape.Scalar.TIMESTAMP, other)).as(other).isFalse();
        }
        assertThat(Shapes.widened(shape, map("{'n':0.125}")).fields().get("n")).isEqualTo(Shape.Scalar.TEXT);
    }

    @Test
    void namesThatAreDataBecomeText() {
        StringBuilder wide = new StringBuilder("{'m':{");
        for (int i = 0; i <= Shapes.MOST_NESTED_FIELDS; i++) {
            wide.append(i == 0 ? "" : ",").append("'k").append(i).append("':1");
        }
        assertThat(types(learnt(wide + "}}"))).isEqualTo("{'m':'s'}");
    }

    @Test
    void schemaNamesFitEveryConverter() {
        assertThat(Names.values("line items/eu")).isEqualTo("headrace.line_items_eu");
        assertThat(Names.keys("1st")).isEqualTo("headrace._1st_key");
        Schema schema = Encoder.struct(learnt("{'a-b':{'c':1}}"), "headrace.x", false, true)
                .schema();
        assertThat(schema.field("a-b").schema().name()).isEqualTo("headrace.x_a_b");
    }

    @Test
    void keysAreNeverNull() {
        Encoder key = Encoder.struct(learnt("{'id':1,'zone':'eu'}"), "k", false, false);
        assertThat(key.schema().field("id").schema()).isEqualTo(Schema.INT64_SCHEMA);
        assertThat(key.schema().isOptional()).isFalse();
    }
}
