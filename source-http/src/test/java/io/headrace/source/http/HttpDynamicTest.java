package io.headrace.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.testkit.http.wire.Reply;
import io.headrace.testkit.stream.Offsets;
import io.headrace.testkit.stream.SourceRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Streams that an API names. */
class HttpDynamicTest {

    private static final String MANIFEST = """
            version: 6.0.0
            type: DeclarativeSource
            check: {type: CheckDynamicStream, stream_count: 1}
            dynamic_streams:
              - type: DynamicDeclarativeStream
                name: kinds
                stream_template:
                  type: DeclarativeStream
                  name: ""
                  primary_key: id
                  retriever: &things
                    type: SimpleRetriever
                    requester:
                      type: HttpRequester
                      url_base: "{{ config['api_url'] }}"
                      path: /kinds
                      error_handler: {type: DefaultErrorHandler, max_retries: 0}
                    record_selector:
                      type: RecordSelector
                      extractor: {type: DpathExtractor, field_path: [data]}
                components_resolver:
                  type: HttpComponentsResolver
                  retriever: *things
                  components_mapping:
                    - {type: ComponentMappingDefinition, field_path: [name], value: "{{ components_values.name }}"}
                    - type: ComponentMappingDefinition
                      field_path: [retriever, requester, path]
                      value: "/{{ components_values.name }}"
            spec:
              type: Spec
              connection_specification:
                type: object
                required: [api_url]
                properties:
                  api_url: {type: string, description: Where the API is.}
            """;

    /** A worker that comes back while the API is away goes on when the API is back. */
    @Test
    void streamsThatCannotBeFoundNowAreLookedForAgain() throws Exception {
        try (ShopApi shop = new ShopApi(3, 0)) {
            AtomicInteger asked = new AtomicInteger();
            shop.mock.get("/kinds", call -> {
                int request = asked.incrementAndGet();
                return request == 2 || request == 3
                        ? Reply.json(503, Map.of("error", "maintenance"))
                        : Reply.json(200, Map.of("data", List.of(Map.of("name", "orders"))));
            });
            Map<String, String> config = Map.of(
                    "name",
                    "shop",
                    "connector.class",
                    HttpSourceConnector.class.getName(),
                    "http.manifest",
                    MANIFEST,
                    "config.api_url",
                    shop.mock.url(),
                    "poll.interval.ms",
                    "86400000");
            try (SourceRun run = SourceRun.start(new HttpSourceConnector(), config, new Offsets())) {
                List<SourceRecord> records = new ArrayList<>();
                while (records.size() < 3) {
                    // It returns in the silence between two attempts, too.
                    records.addAll(run.read(3 - records.size()));
                }
                assertThat(records).extracting(SourceRecord::topic).containsOnly("orders");
            }
            assertThat(asked).hasValue(4);
        }
    }
}
