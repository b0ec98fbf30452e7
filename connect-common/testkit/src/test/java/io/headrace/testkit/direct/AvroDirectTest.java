package io.headrace.testkit.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.DecoderOptions;
import io.headrace.core.record.RecordDecoder;
import io.headrace.core.record.RecordDecoders;
import io.headrace.core.record.Row;
import io.headrace.sink.direct.DirectDecoder;
import io.headrace.sink.direct.DirectOptions;
import io.headrace.sink.direct.DirectOptions.Format;
import io.headrace.testkit.server.PluginDirs;
import io.headrace.testkit.server.Servers;
import io.headrace.testkit.server.TestRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What Confluent's converter and the engine behind it make of a record's bytes, the direct path makes of them too. */
@ExtendWith(Servers.class)
@SuppressWarnings("JavaUtilDate") // Connect's own times are java.util.Dates.
class AvroDirectTest {

    private static final Schema KEY = SchemaBuilder.struct()
            .name("shop.Key")
            .field("id", Schema.INT64_SCHEMA)
            .build();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path dir;

    private final TestRegistry registry;
    private URLClassLoader loader = new URLClassLoader(new URL[0]);
    private RecordDecoder direct = RecordDecoders.create(DecoderOptions.defaults());
    private final RecordDecoder converted = RecordDecoders.create(DecoderOptions.defaults());
    private final List<Converter> converters = new ArrayList<>();

    AvroDirectTest(TestRegistry registry) {
        this.registry = registry;
    }

    @BeforeEach
    void connect() throws IOException, ReflectiveOperationException {
        Path root = PluginDirs.in(dir.resolve("plugins")).avroConverter().root();
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                jars.add(jar.toUri().toURL());
            }
        }
        loader = new URLClassLoader(jars.toArray(URL[]::new), getClass().getClassLoader());
        // Connect sets it too; Confluent's settings name their classes and look them up there.
        Thread.currentThread().setContextClassLoader(loader);
        for (boolean key : new boolean[] {true, false}) {
            Converter converter = (Converter) loader.loadClass("io.confluent.connect.avro.AvroConverter")
                    .getConstructor()
                    .newInstance();
            converter.configure(Map.of("schema.registry.url", registry.url()), key);
            converters.add(converter);
        }
        direct = DirectDecoder.before(
                RecordDecoders.create(DecoderOptions.defaults()),
                new DirectOptions(
                        Format.AVRO,
                        Format.AVRO,
                        Optional.of(new DirectOptions.Registry(
                                URI.create(registry.url()), Optional.empty(), Optional.empty()))),
                new Random(1));
    }

    @AfterEach
    void disconnect() throws IOException {
        Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        loader.close();
    }

    // ---- both paths

    private void same(String topic, @Nullable Struct key, @Nullable Struct value) {
        byte[] keyBytes = converters.get(0).fromConnectData(topic, key == null ? null : key.schema(), key);
        byte[] valueBytes = converters.get(1).fromConnectData(topic, value == null ? null : value.schema(), value);
        same(topic, keyBytes, valueBytes);
    }

    private void same(String topic, byte @Nullable [] keyBytes, byte @Nullable [] valueBytes) {
        SchemaAndValue key = converters.get(0).toConnectData(topic, keyBytes);
        SchemaAndValue value = converters.get(1).toConnectData(topic, valueBytes);
        ChangeRecord expected =
                converted.decode(record(topic, key.schema(), key.value(), value.schema(), value.value()));
        Schema bytes = Schema.OPTIONAL_BYTES_SCHEMA;
        ChangeRecord actual = direct.decode(record(topic, bytes, keyBytes, bytes, valueBytes));
        assertThat(expected).isNotNull();
        assertThat(actual).isNotNull();
        assertThat(actual.op()).isEqualTo(expected.op());
        assertThat(actual.position()).isEqualTo(expected.position());
        assertThat(actual.coordinates()).isEqualTo(expected.coordinates());
        assertThat(actual.timestamp()).isEqualTo(expected.timestamp());
        sameRow(actual.key(), expected.key());
        sameRow(actual.after(), expected.after());
    }

    private static void sameRow(@Nullable Row actual, @Nullable Row expected) {
        if (expected == null) {
            assertThat(actual).isNull();
            return;
        }
        assertThat(actual).isNotNull();
        assertThat(actual.schema()).isEqualTo(expected.schema());
        for (int i = 0; i < expected.values().length; i++) {
            assertThat(comparable(actual.value(i)))
                    .as(expected.schema().fields().get(i).name())
                    .isEqualTo(comparable(expected.value(i)));
        }
    }

    /** Arrays as lists, which know when they are equal. */
    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Object[] struct) {
            return comparable(Arrays.asList(struct));
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(each -> elements.add(comparable(each)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> entries = new HashMap<>();
            map.forEach((key, each) -> entries.put(comparable(key), comparable(each)));
            return entries;
        }
        return value;
    }

    private static SinkRecord record(
            String topic,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value) {
        return new SinkRecord(topic, 3, keySchema, key, valueSchema, value, 42, 1_700L, TimestampType.CREATE_TIME);
    }

    private static Struct key(long id) {
        return new Struct(KEY).put("id", id);
    }

    // ---- rows

    @Test
    void everyTypeOfConnect() {
        SchemaBuilder builder = SchemaBuilder.struct().name("all.Types").version(3);
        List<Object> values = new ArrayList<>();
        scalars(builder, values);
        nested(builder, values);
        Schema schema = builder.build();
        Struct full = new Struct(schema);
        Struct sparse = new Struct(schema);
        for (int i = 0; i < values.size(); i++) {
            full.put(schema.fields().get(i), values.get(i));
            if (!schema.fields().get(i).schema().isOptional()) {
                sparse.put(schema.fields().get(i), values.get(i));
            }
        }
        same("everything", key(1), full);
        same("everything", key(2), sparse);
        same("everything", null, full);
        same("everything", key(3), null);
    }

    private static void field(SchemaBuilder builder, List<Object> values, SchemaBuilder type, Object value) {
        builder.field("f" + values.size(), type.build());
        values.add(value);
    }

    private static void scalars(SchemaBuilder builder, List<Object> values) {
        field(builder, values, SchemaBuilder.int8(), (byte) -7);
        field(builder, values, SchemaBuilder.int16().optional(), (short) 300);
        field(builder, values, SchemaBuilder.int32(), Integer.MIN_VALUE);
        field(builder, values, SchemaBuilder.int64().optional(), Long.MAX_VALUE);
        field(builder, values, SchemaBuilder.float32(), Float.NaN);
        field(builder, values, SchemaBuilder.float64().optional(), -0.0);
        field(builder, values, SchemaBuilder.bool(), true);
        field(builder, values, SchemaBuilder.string(), "é 😀 \"x\"");
        field(builder, values, SchemaBuilder.string().optional(), "");
        field(builder, values, SchemaBuilder.string().optional().defaultValue("given"), "other");
        field(builder, values, SchemaBuilder.int32().defaultValue(5), 6);
        field(builder, values, SchemaBuilder.bytes(), ByteBuffer.wrap(new byte[] {0, -1}));
        field(builder, values, Decimal.builder(2), new BigDecimal("-12.30"));
        field(
                builder,
                values,
                Decimal.builder(0).optional().parameter("connect.decimal.precision", "30"),
                new BigDecimal("123456789012345678901234567890"));
        field(builder, values, Date.builder(), java.util.Date.from(java.time.Instant.parse("1969-12-31T00:00:00Z")));
        field(builder, values, Time.builder().optional(), new java.util.Date(86_399_999));
        field(builder, values, Timestamp.builder(), new java.util.Date(-1));
        field(builder, values, SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp"), 1_700_000_000_000_001L);
        field(
                builder,
                values,
                SchemaBuilder.int32().name("io.debezium.time.Date").optional(),
                20_000);
        field(
                builder,
                values,
                SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp"),
                "2026-02-03T04:05:06.789012+01:00");
        field(
                builder,
                values,
                SchemaBuilder.string().name("io.debezium.data.Uuid").optional(),
                "8d6f5c1e-0f3a-4c6e-9d53-0a3c3a1b2c4d");
        field(builder, values, SchemaBuilder.string().name("io.debezium.data.Json"), "{\"a\": [1, null]}");
        field(
                builder,
                values,
                SchemaBuilder.string()
                        .name("io.debezium.data.Enum")
                        .parameter("allowed", "a,b")
                        .optional(),
                "a");
        field(builder, values, SchemaBuilder.string().optional(), "__debezium_unavailable_value");
    }

    private static void nested(SchemaBuilder builder, List<Object> values) {
        Schema inner = SchemaBuilder.struct()
                .name("all.Inner")
                .optional()
                .field("a", Schema.OPTIONAL_STRING_SCHEMA)
                .field("b", Timestamp.SCHEMA)
                .build();
        Struct one = new Struct(inner).put("a", "x").put("b", new java.util.Date(5));
        Struct other = new Struct(inner).put("b", new java.util.Date(6));
        builder.field("f" + values.size(), inner);
        values.add(one);
        field(builder, values, SchemaBuilder.array(inner).optional(), List.of(one, other));
        field(builder, values, SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA), Arrays.asList(1, null, 3));
        field(builder, values, SchemaBuilder.array(Schema.STRING_SCHEMA).optional(), List.of());
        field(builder, values, SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA), Map.of("a", 1L));
        field(builder, values, SchemaBuilder.map(Schema.INT32_SCHEMA, inner).optional(), Map.of(4, one));
        Schema variable = SchemaBuilder.struct()
                .name("io.debezium.data.VariableScaleDecimal")
                .optional()
                .field("scale", Schema.INT32_SCHEMA)
                .field("value", Schema.BYTES_SCHEMA)
                .build();
        builder.field("f" + values.size(), variable);
        values.add(new Struct(variable).put("scale", 3).put("value", new byte[] {1, 0}));
    }

    @Test
    void envelopesWithTheirPositions() {
        Schema row = SchemaBuilder.struct()
                .name("shop.orders.Value")
                .optional()
                .field("id", Schema.INT64_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Schema source = SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.Source")
                .field("ts_ms", Schema.INT64_SCHEMA)
                .field("schema", Schema.STRING_SCHEMA)
                .field("table", Schema.STRING_SCHEMA)
                .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
                .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        Schema envelope = SchemaBuilder.struct()
                .name("shop.orders.Envelope")
                .field("before", row)
                .field("after", row)
                .field("source", source)
                .field("op", Schema.STRING_SCHEMA)
                .build();
        Struct origin = new Struct(source)
                .put("ts_ms", 5L)
                .put("schema", "public")
                .put("table", "orders")
                .put("txId", 9L)
                .put("lsn", 77L);
        for (String op : List.of("c", "r", "u", "d")) {
            Struct image =
                    new Struct(row).put("id", 1L).put("note", op.equals("u") ? "__debezium_unavailable_value" : op);
            same(
                    "orders",
                    key(1),
                    new Struct(envelope)
                            .put(op.equals("d") ? "before" : "after", image)
                            .put("source", origin)
                            .put("op", op));
        }
        same("orders", key(1), (Struct) null);
    }

    @Test
    void flattenedEventsAndSchemasThatEvolve() {
        SchemaBuilder first = SchemaBuilder.struct()
                .name("flat.Value")
                .field("id", Schema.INT64_SCHEMA)
                .field("__op", Schema.OPTIONAL_STRING_SCHEMA)
                .field("__deleted", Schema.OPTIONAL_STRING_SCHEMA);
        Schema later = SchemaBuilder.struct()
                .name("flat.Value")
                .field("id", Schema.INT64_SCHEMA)
                .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                .field("__op", Schema.OPTIONAL_STRING_SCHEMA)
                .field("__deleted", Schema.OPTIONAL_STRING_SCHEMA)
                .build();
        Schema early = first.build();
        for (int i = 0; i < 3; i++) {
            same("flat", key(i), new Struct(early).put("id", (long) i).put("__op", "c"));
            same(
                    "flat",
                    key(i),
                    new Struct(later).put("id", (long) i).put("note", "n").put("__op", "u"));
            same("flat", key(i), new Struct(later).put("id", (long) i).put("__deleted", "true"));
        }
    }

    @Test
    void schemasThatNoConnectorWrote() throws IOException, InterruptedException {
        String schema = "{'type':'record','name':'N','namespace':'x','fields':["
                + "{'name':'e','type':{'type':'enum','name':'E','symbols':['A','B']}},"
                + "{'name':'f','type':{'type':'fixed','name':'F','size':2}},"
                + "{'name':'u','type':['null','int','string',{'type':'record','name':'R','fields':[{'name':'z','type':'long'}]}]},"
                + "{'name':'w','type':['int','string']},"
                + "{'name':'m','type':{'type':'long','logicalType':'timestamp-micros'}},"
                + "{'name':'r','type':['E','null']},"
                + "{'name':'t','type':{'type':'map','values':['null','R']}}]}";
        byte[] frame = ByteBuffer.allocate(5)
                .put((byte) 0)
                .putInt(register("natives-value", schema.replace('\'', '"')))
                .array();
        for (String branch : List.of("00", "020a", "040278", "0608")) {
            String body = "02" + "0102" + branch + "02" + "0279" + "06" + "0002" + "02" + "0261" + "0204" + "00";
            byte[] value = HexFormat.of().parseHex(HexFormat.of().formatHex(frame) + body);
            same("natives", null, value);
        }
    }

    private int register(String subject, String schema) throws IOException, InterruptedException {
        String json = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        var id = Pattern.compile("\"id\":(\\d+)").matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        return Integer.parseInt(id.group(1));
    }

    // ---- what cannot be read

    @Test
    void recordsThatCannotBeReadAreNamed() {
        Schema bytes = Schema.OPTIONAL_BYTES_SCHEMA;
        assertThatThrownBy(() -> direct.decode(record("t", bytes, null, bytes, new byte[] {'{', '}'})))
                .hasMessage(
                        "Record t-3@42 cannot be read: its value does not begin with a zero byte and the id of a schema; is its format really avro, written with a schema registry?");
        assertThatThrownBy(() -> direct.decode(record("t", bytes, new byte[] {0, 0x7f, 0, 0, 1}, bytes, null)))
                .hasMessage("Record t-3@42 cannot be read: its key has a schema (id 2130706433) that the registry at "
                        + registry.url() + " does not have; is it the registry that the topic was written with?");
        assertThatThrownBy(() -> direct.decode(record("t", null, null, null, Map.of())))
                .hasMessage(
                        "'value.format' is set, but the value of record t-3@42 came as a MapN. Set 'value.converter' to org.apache.kafka.connect.converters.ByteArrayConverter and use no transforms that change the value, or leave 'value.format' out.");
    }
}
