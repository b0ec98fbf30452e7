package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.client.HttpContext;
import io.headrace.http.client.HttpContexts;
import io.headrace.http.client.HttpOptions;
import io.headrace.http.testing.Declared;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs over HTTP: ordered, asked about, fetched and deleted; a reader that stops in the middle of a result goes on with the same job. */
class AsyncRestartTest {

    private final MockApi api = MockApi.start();
    private final List<String> jobs = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final List<String> states = new ArrayList<>(List.of("running", "completed"));
    private final AtomicLong seconds = new AtomicLong();
    private final HttpContext context = new HttpContexts()
            .open(HttpOptions.builder("test", Map.of())
                    .privateAllowed(true)
                    .clock(new Hurried(seconds))
                    .build());

    /** A clock that is a second further whenever it is asked, so that no pause is waited for. */
    private static final class Hurried extends Clock {
        private final AtomicLong seconds;

        Hurried(AtomicLong seconds) {
            this.seconds = seconds;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Declared.NOW.plusSeconds(seconds.addAndGet(1));
        }
    }

    AsyncRestartTest() {
        api.post("/exports", call -> {
            jobs.add("j" + jobs.size());
            return Reply.json(201, Map.of("id", jobs.get(jobs.size() - 1)));
        });
        api.get("/exports/{id}", this::poll);
        api.get("/files/{id}/{part}", AsyncRestartTest::file);
        api.on("DELETE", "/exports/{id}", call -> {
            deleted.add(call.var("id"));
            return Reply.empty(204);
        });
    }

    private Reply poll(Call call) {
        String state = states.size() > 1 ? states.remove(0) : states.get(0);
        List<String> urls =
                List.of(api.url("/files/" + call.var("id") + "/1"), api.url("/files/" + call.var("id") + "/2"));
        return Reply.json(Table.fields("state", state, "urls", urls));
    }

    private static Reply file(Call call) {
        StringBuilder csv = new StringBuilder("id\n");
        for (int i = 0; i < 5; i++) {
            csv.append(call.var("part")).append('-').append(i).append('\n');
        }
        return Reply.of(200, "text/csv", csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private StreamSpec spec() {
        String requester = "{'type':'HttpRequester','url_base':'" + api.url() + "','path':'%s','http_method':'%s'}";
        String json =
                "{'type':'DeclarativeStream','name':'items','primary_key':'id','retriever':{'type':'AsyncRetriever',"
                        + "'status_mapping':{'running':['running'],'completed':['completed'],'failed':['failed'],'timeout':['late'],'skipped':['nothing']},"
                        + "'status_extractor':{'type':'DpathExtractor','field_path':['state']},"
                        + "'download_target_extractor':{'type':'DpathExtractor','field_path':['urls']},"
                        + "'creation_requester':" + requester.formatted("/exports", "POST") + ","
                        + "'polling_requester':" + requester.formatted("/exports/{{ creation_response.id }}", "GET")
                        + ","
                        + "'delete_requester':" + requester.formatted("/exports/{{ creation_response.id }}", "DELETE")
                        + ","
                        + "'download_requester':{'type':'HttpRequester','url':'{{ download_target }}'},'download_decoder':{'type':'CsvDecoder'},"
                        + "'failed_retry_wait_time_in_seconds':0,"
                        + "'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}}}}";
        return StreamSpec.compile(Declared.component(json), context.scope(), ReadOptions.DEFAULT.withBatch(2));
    }

    @AfterEach
    void stop() {
        context.close();
        api.close();
    }

    private List<Read> read(Optional<Position> from) {
        ReadContext world = ReadContext.over(context, Optional.empty(), Duration.ZERO, note -> {});
        List<Read> reads = new ArrayList<>();
        try (StreamReader reader = StreamReader.open(spec(), SourcePart.whole("items"), from, world)) {
            while (true) {
                ReadResult result = reader.next();
                if (result instanceof ReadResult.Records records) {
                    reads.addAll(records.reads());
                } else if (result instanceof ReadResult.Done) {
                    return reads;
                }
            }
        }
    }

    private static List<Object> ids(List<Read> reads) {
        return reads.stream()
                .map(read -> (Object) String.valueOf(read.key().get("id")))
                .toList();
    }

    @Test
    void theJobGoesOnBehindEveryRecord() {
        List<Read> whole = read(Optional.empty());
        assertThat(ids(whole)).containsExactly("1-0", "1-1", "1-2", "1-3", "1-4", "2-0", "2-1", "2-2", "2-3", "2-4");
        assertThat(deleted).containsExactly("j0");
        for (int i = 0; i < whole.size(); i++) {
            List<Read> rest = read(Optional.of(Reading.stored(whole.get(i).after())));
            assertThat(ids(rest)).isEqualTo(ids(whole).subList(i + 1, whole.size()));
        }
        assertThat(jobs).as("no restart orders a job again").containsExactly("j0");
    }

    @Test
    void aJobThatFailsIsOrderedAgainAndOneWithoutResultIsNothing() {
        states.clear();
        states.addAll(List.of("failed", "completed"));
        assertThat(read(Optional.empty())).hasSize(10);
        assertThat(jobs).containsExactly("j0", "j1");
        states.clear();
        states.add("nothing");
        assertThat(read(Optional.empty())).isEmpty();
    }
}
