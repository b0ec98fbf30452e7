package io.headrace.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.connect.SinkHarness;
import io.headrace.testkit.contract.Orders.Change;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SC-08, first part: structs that become columns. */
abstract class NestedScenarios extends ShapeScenarios {

    private static final Schema GEO = SchemaBuilder.struct()
            .optional()
            .field("lat", Schema.OPTIONAL_INT32_SCHEMA)
            .build();
    private static final Schema ADDRESS = SchemaBuilder.struct()
            .optional()
            .field("city", Schema.STRING_SCHEMA)
            .field("geo", GEO)
            .build();
    private static final Schema CUSTOMER = Orders.rowWith(row -> row.field("address", ADDRESS));

    private static Struct address(String city, int lat) {
        return new Struct(ADDRESS).put("city", city).put("geo", new Struct(GEO).put("lat", lat));
    }

    private static Struct customer(long id, @Nullable Struct address) {
        return new Struct(CUSTOMER).put("id", id).put("note", "n").put("address", address);
    }

    final TableSchema tableOf(String topic) {
        try (Destination session = session()) {
            return session.describe(table(topic)).orElseThrow();
        }
    }

    @Test
    void sc08_structsBecomeColumns() {
        SinkHarness harness = harness("nested.structs", "flatten");
        TopicPartition at = partition("flat", 0);
        append(
                harness,
                at,
                Orders.plain(1, customer(1, address("Bern", 46))),
                Orders.plain(2, customer(2, new Struct(ADDRESS).put("city", "Ulm"))),
                Orders.plain(3, customer(3, null)));
        load(harness, at);
        assertThat(Canonical.lines(rows("flat"), "id", "address_city", "address_geo_lat"))
                .containsExactly(
                        "id=1 address_city=Bern address_geo_lat=46",
                        "id=2 address_city=Ulm address_geo_lat=null",
                        "id=3 address_city=null address_geo_lat=null");
    }

    @Test
    void sc08_pathsAndFieldsOfOneNameAreTwoColumns() {
        SinkHarness harness = harness("nested.structs", "flatten");
        TopicPartition at = partition("alike", 0);
        Schema inner = SchemaBuilder.struct().field("b", Schema.STRING_SCHEMA).build();
        Schema schema = SchemaBuilder.struct()
                .field("a_b", Schema.STRING_SCHEMA)
                .field("a.b", Schema.STRING_SCHEMA)
                .field("a", inner)
                .field("x';\"\\.[y]", inner)
                .build();
        Struct row = new Struct(schema)
                .put("a_b", "field")
                .put("a.b", "dotted")
                .put("a", new Struct(inner).put("b", "path"))
                .put("x';\"\\.[y]", new Struct(inner).put("b", "hostile"));
        for (int load = 0; load < 2; load++) {
            harness.topics.append(at, null, null, schema, row);
            load(harness, at);
        }
        TableSchema table = tableOf("alike");
        assertThat(rows("alike")).hasSize(2).allSatisfy(found -> {
            assertThat(found.get("a_b")).isEqualTo("field");
            assertThat(found.get(columnOf(table, "a\\.b"))).isEqualTo("dotted");
            assertThat(found.get(columnOf(table, "a.b"))).isEqualTo("path");
            assertThat(found.get(columnOf(table, "x';\"\\\\\\.\\[y].b"))).isEqualTo("hostile");
        });
    }

    static String columnOf(TableSchema table, String source) {
        return table.columnFor(source).map(Column::name).orElseThrow();
    }

    @Test
    void sc08_aStructThatIsNotSentLeavesItsColumns() {
        SinkHarness harness = merging("nested.structs", "flatten");
        Schema fewer = SchemaBuilder.struct()
                .optional()
                .field("city", Schema.STRING_SCHEMA)
                .build();
        Schema narrow = Orders.rowWith(row -> row.field("address", fewer));
        List<Change> changes = List.of(
                Orders.created(customer(1, address("Bern", 46))),
                Orders.created(customer(2, address("Ulm", 48))),
                Orders.created(customer(3, address("Linz", 14))),
                Orders.updated(Orders.row(1, "later")),
                Orders.updated(customer(2, null)),
                Orders.updated(new Struct(narrow).put("id", 3L).put("address", new Struct(fewer).put("city", "Wels"))));
        inEveryCut(
                harness,
                "unsent",
                changes,
                topic -> assertThat(Canonical.lines(rows(topic), "id", "note", "address_city", "address_geo_lat"))
                        .containsExactly(
                                "id=1 note=later address_city=Bern address_geo_lat=46",
                                "id=2 note=n address_city=null address_geo_lat=null",
                                "id=3 note=null address_city=Wels address_geo_lat=null"));
    }

    @Test
    void sc08_objectsWithoutSchemaBecomeColumns() {
        SinkHarness harness = merging("nested.structs", "flatten", "infer.nested", "true");
        List<Change> changes = List.of(
                Orders.untyped(1, Map.of("address", Map.of("city", "Bern", "geo", Map.of("lat", 46)))),
                Orders.untyped(2, Map.of("address", Map.of("city", "Ulm"))),
                Orders.untyped(3, Map.of("address", Map.of("city", "Linz"))),
                Orders.untyped(4, Map.of("address", Map.of("city", "Graz"))),
                Orders.untyped(1, Map.of("address", Map.of("city", "Biel"))),
                Orders.untyped(2, Orders.mapOf("address", null)),
                Orders.untyped(3, Map.of("address", Orders.UNAVAILABLE)),
                Orders.untyped(4, Map.of("address", "Graz, somewhere")));
        inEveryCut(
                harness,
                "untyped",
                changes,
                topic -> assertThat(Canonical.lines(rows(topic), "id", "address", "address_city", "address_geo_lat"))
                        .containsExactly(
                                "id=1 address=null address_city=Biel address_geo_lat=null",
                                "id=2 address=null address_city=null address_geo_lat=null",
                                "id=3 address=null address_city=Linz address_geo_lat=null",
                                "id=4 address=Graz, somewhere address_city=null address_geo_lat=null"));
    }
}
