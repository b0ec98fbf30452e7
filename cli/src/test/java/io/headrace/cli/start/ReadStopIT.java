package io.headrace.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.Await;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while an API does not answer: what was read is out, and the state is behind it. */
class ReadStopIT {

    private static final int ENDED_BY_CTRL_C = 130;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String MANIFEST = """
            version: 6.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [pages]}
            streams:
              - type: DeclarativeStream
                name: pages
                primary_key: id
                retriever:
                  type: SimpleRetriever
                  requester: {type: HttpRequester, url_base: "%s", path: /pages}
                  record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: []}}
                  paginator:
                    type: DefaultPaginator
                    pagination_strategy: {type: PageIncrement, page_size: 2}
                    page_token_option: {type: RequestOption, inject_into: request_parameter, field_name: page}
            """;

    @TempDir
    private Path directory;

    @Test
    void keepsWhatWasRead() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        try (MockApi api = MockApi.start()) {
            api.get("/pages", call -> call.param("page").orElse("0").equals("0") ? first() : late(end));
            Path manifest = Files.writeString(directory.resolve("pages.yaml"), MANIFEST.formatted(api.url()));
            List<String> arguments = List.of("read", manifest.toString(), "--save-state", "state.jsonl");
            try (CliProcess process = CliProcess.start(directory, Map.of(), arguments)) {
                Await.until(
                        "the second page to be asked for",
                        PATIENCE,
                        () -> api.log().count() == 2);
                Await.until(
                        "the first page to be printed",
                        PATIENCE,
                        () -> process.output().size() == 2);
                assertThat(process.interrupt()).isEqualTo(ENDED_BY_CTRL_C);
                assertThat(process.output()).startsWith("{\"id\":1,\"name\":\"Zoë\"}", "{\"id\":2,\"name\":\"Ada\"}");
            } finally {
                end.countDown();
            }
        }
        assertThat(Files.readString(directory.resolve("state.jsonl"))).contains("\"idx\":\"2\"");
    }

    private static Reply first() {
        return Reply.text(200, "[{\"id\":1,\"name\":\"Zoë\"},{\"id\":2,\"name\":\"Ada\"}]");
    }

    private static Reply late(CountDownLatch end) {
        try {
            boolean ended = end.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return Reply.text(ended ? 503 : 504, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
