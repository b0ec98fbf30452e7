package io.headrace.http.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.page.PageSource;
import io.headrace.http.testing.Declared;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R04, R21: a run over three levels (organisations by offset, projects by page number, tasks in windows by cursor) with 1,000 records is stopped behind every single record and goes on
 * from the stored position.
 */
class RestartTest {

    private static final int ORGS = 4;
    private static final int PROJECTS = 5;
    private static final int TASKS = 50;
    private static final int PAGE = 7;

    private static final String ORGS_STREAM = """
            {'type':'DeclarativeStream','name':'orgs','primary_key':'id','retriever':{'type':'SimpleRetriever',
              'requester':{'type':'HttpRequester','url_base':'https://api.test','path':'/orgs'},
              'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}},
              'paginator':{'type':'DefaultPaginator','pagination_strategy':{'type':'OffsetIncrement','page_size':3},
                'page_token_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'offset'}}}}""";
    private static final String PROJECTS_STREAM = """
            {'type':'DeclarativeStream','name':'projects','primary_key':'id','retriever':{'type':'SimpleRetriever',
              'requester':{'type':'HttpRequester','url_base':'https://api.test','path':'/orgs/{{ stream_partition.org }}/projects'},
              'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}},
              'partition_router':{'type':'SubstreamPartitionRouter','parent_stream_configs':[{'type':'ParentStreamConfig',
                'stream':%s,'parent_key':'id','partition_field':'org'}]},
              'paginator':{'type':'DefaultPaginator','pagination_strategy':{'type':'PageIncrement','page_size':2,'start_from_page':1},
                'page_token_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'page'}}}}""".formatted(ORGS_STREAM);
    private static final String TASKS_STREAM = """
            {'type':'DeclarativeStream','name':'tasks','primary_key':'id','retriever':{'type':'SimpleRetriever',
              'requester':{'type':'HttpRequester','url_base':'https://api.test','path':'/projects/{{ stream_partition.project }}/tasks'},
              'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}},
              'partition_router':{'type':'SubstreamPartitionRouter','parent_stream_configs':[{'type':'ParentStreamConfig',
                'stream':%s,'parent_key':'id','partition_field':'project','extra_fields':[['name']]}]},
              'paginator':{'type':'DefaultPaginator','pagination_strategy':{'type':'CursorPagination','cursor_value':'{{ response.next }}'},
                'page_token_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'cursor'}}},
              'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'updated','datetime_format':'%%Y-%%m-%%dT%%H:%%M:%%SZ',
                'start_datetime':'2024-01-01T00:00:00Z','end_datetime':'2024-01-31T00:00:00Z','step':'P10D','cursor_granularity':'PT1S',
                'start_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'since'},
                'end_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'until'}}}""".formatted(PROJECTS_STREAM);

    private final Api api = new Api();
    private final StreamSpec spec =
            StreamSpec.compile(Declared.component(TASKS_STREAM), Declared.scope(), ReadOptions.DEFAULT.withBatch(5));
    private final Reading reading = new Reading(spec, api.fake);

    @Test
    void goesOnBehindEveryRecord() {
        Reading.Pass whole = reading.pass();
        assertThat(whole.reads()).hasSize(ORGS * PROJECTS * TASKS);
        List<String> pieces = new ArrayList<>();
        Optional<Read> read = reading.one(Optional.empty());
        while (read.isPresent()) {
            pieces.add(Reading.text(read.get()));
            read = reading.one(Optional.of(Reading.stored(read.get().after())));
        }
        assertThat(pieces).isEqualTo(whole.texts());
        assertThat(reading.notes).isEmpty();
    }

    @Test
    void readsTheSameRestBehindEveryRecord() {
        Reading.Pass whole = reading.pass();
        List<String> texts = whole.texts();
        for (int i = 0; i < texts.size(); i += 1) {
            Reading.Pass rest =
                    reading.pass(Optional.of(Reading.stored(whole.reads().get(i).after())));
            assertThat(rest.texts()).as("behind record %d", i).isEqualTo(texts.subList(i + 1, texts.size()));
            assertThat(rest.end()).as("end of the run from record %d", i).isEqualTo(whole.end());
        }
    }

    @Test
    void positionsStaySmall() {
        Reading.Pass whole = reading.pass();
        int longest = whole.reads().stream()
                .mapToInt(read -> read.after().toMap().toString().length())
                .max()
                .orElseThrow();
        assertThat(longest).isLessThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesAndRepeatsNothingWhileRowsComeAndGo(long seed) {
        Random random = new Random(seed);
        Set<String> stable = api.taskIds();
        List<String> emitted = new ArrayList<>();
        Optional<Read> read = reading.one(Optional.empty());
        while (read.isPresent()) {
            emitted.add(String.valueOf(read.get().key().get("id")));
            if (random.nextInt(4) == 0) {
                stable.removeAll(api.change(random));
            }
            read = reading.one(Optional.of(Reading.stored(read.get().after())));
        }
        assertThat(emitted).doesNotHaveDuplicates();
        assertThat(new HashSet<>(emitted)).containsAll(stable);
        assertThat(stable).hasSizeGreaterThan(400);
    }

    /** Three tables that tests change between two requests. */
    private static final class Api {

        private final Map<String, List<String>> projects = new TreeMap<>();
        private final Map<String, List<Map<String, @Nullable Object>>> tasks = new TreeMap<>();
        private final FakePages fake = new FakePages()
                .on("orgs", this::orgs)
                .on("projects", this::projects)
                .on("tasks", this::tasks);
        private int made = 0;

        Api() {
            for (int org = 0; org < ORGS; org++) {
                for (int project = 0; project < PROJECTS; project++) {
                    addProject("o" + org, "o" + org + "p" + project);
                }
            }
        }

        private void addProject(String org, String project) {
            projects.computeIfAbsent(org, key -> new ArrayList<>()).add(project);
            for (int task = 0; task < TASKS; task++) {
                addTask(project, project + "t" + task, task * 14L);
            }
        }

        private void addTask(String project, String id, long hours) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("id", id);
            row.put(
                    "updated",
                    Instant.parse("2024-01-01T00:00:00Z")
                            .plusSeconds(hours * 3600)
                            .toString());
            List<Map<String, @Nullable Object>> rows = tasks.computeIfAbsent(project, key -> new ArrayList<>());
            rows.add(row);
            rows.sort(Comparator.comparing(each -> String.valueOf(each.get("updated"))));
        }

        Set<String> taskIds() {
            Set<String> ids = new HashSet<>();
            tasks.values().forEach(rows -> rows.forEach(row -> ids.add(String.valueOf(row.get("id")))));
            return ids;
        }

        /** Adds or removes something. Answers which tasks went. */
        Set<String> change(Random random) {
            Set<String> gone = new HashSet<>();
            List<String> all = new ArrayList<>(tasks.keySet());
            String project = all.get(random.nextInt(all.size()));
            int what = random.nextInt(20);
            if (what < 9) {
                addTask(project, "new" + made++, random.nextInt(30 * 24));
            } else if (what < 18 && !rows(project).isEmpty()) {
                List<Map<String, @Nullable Object>> rows = rows(project);
                gone.add(String.valueOf(rows.remove(random.nextInt(rows.size())).get("id")));
            } else if (what == 18) {
                String org = "o" + random.nextInt(ORGS);
                List<String> siblings = projects.getOrDefault(org, new ArrayList<>());
                siblings.add(random.nextInt(siblings.size() + 1), "extra" + made);
                tasks.put("extra" + made++, new ArrayList<>());
            } else {
                projects.values().forEach(list -> list.remove(project));
                rows(project).forEach(row -> gone.add(String.valueOf(row.get("id"))));
                tasks.remove(project);
            }
            return gone;
        }

        private List<Map<String, @Nullable Object>> rows(String project) {
            return tasks.getOrDefault(project, new ArrayList<>());
        }

        private PageSource.Fetched orgs(FakePages.Call call) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            projects.keySet().forEach(org -> rows.add(row("id", org)));
            int offset = call.number("offset", 0);
            return FakePages.page(cut(rows, offset, 3), Map.of());
        }

        private PageSource.Fetched projects(FakePages.Call call) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            projects.getOrDefault(String.valueOf(call.partition().get("org")), List.of())
                    .forEach(project -> rows.add(row("id", project)));
            return FakePages.page(cut(rows, (call.number("page", 1) - 1) * 2, 2), Map.of());
        }

        private PageSource.Fetched tasks(FakePages.Call call) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            for (Map<String, @Nullable Object> row :
                    tasks.getOrDefault(String.valueOf(call.partition().get("project")), List.of())) {
                String updated = String.valueOf(row.get("updated"));
                if (updated.compareTo(call.param("since")) >= 0 && updated.compareTo(call.param("until")) <= 0) {
                    rows.add(row);
                }
            }
            int offset = call.number("cursor", 0);
            boolean more = offset + PAGE < rows.size();
            return FakePages.page(cut(rows, offset, PAGE), more ? Map.of("next", (long) (offset + PAGE)) : Map.of());
        }

        private static Map<String, @Nullable Object> row(String name, Object value) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put(name, value);
            row.put("name", "name of " + value);
            return row;
        }

        private static List<Map<String, @Nullable Object>> cut(
                List<Map<String, @Nullable Object>> rows, int offset, int size) {
            return rows.subList(Math.min(offset, rows.size()), Math.min(offset + size, rows.size()));
        }
    }
}
