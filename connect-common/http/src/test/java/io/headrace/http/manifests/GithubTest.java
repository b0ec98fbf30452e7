package io.headrace.http.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.read.Read;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The worked declaration for GitHub: pages by the Link header, {@code since}, rate headers and secondary limits. */
final class GithubTest {
    private static final Path DECLARATION = Path.of("../../config-examples/http/github.yaml");

    private final MockApi api = MockApi.start();
    private final GithubApi github = new GithubApi(api, "octocat/Hello-World");

    @BeforeEach
    void fill() {
        for (int i = 1; i <= 5; i++) {
            github.issue(i, "2024-03-0" + i + "T10:00:00Z");
        }
        github.comment(1, "2024-03-02T00:00:00Z");
        github.commit("c1", "2024-02-01T00:00:00Z");
        github.commit("c2", "2024-02-02T00:00:00Z");
        github.commit("c3", "2024-02-03T00:00:00Z");
        api.timeIs(Instant.parse("2024-03-06T00:00:00Z"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Reading open() throws IOException {
        Map<String, @Nullable Object> config = Table.fields(
                "api_url",
                api.url(),
                "token",
                GithubApi.TOKEN,
                "repositories",
                List.of("octocat/Hello-World"),
                "start_date",
                "2024-01-01T00:00:00Z",
                "page_size",
                2);
        return new Reading(api, Files.readString(DECLARATION), config);
    }

    private static List<Object> keys(Reading reading, String stream) {
        return reading.reads.stream()
                .filter(read -> read.stream().equals(stream))
                .map(Read::key)
                .<Object>map(key -> key.values().iterator().next())
                .toList();
    }

    @Test
    void readsAllAndThenWhatChanged() throws Exception {
        try (Reading reading = open()) {
            reading.readAll(1);

            assertThat(keys(reading, "issues")).hasToString("[1001, 1002, 1003, 1004, 1005]");
            assertThat(keys(reading, "comments")).hasToString("[1]");
            assertThat(keys(reading, "commits")).hasToString("[c3, c2, c1]");
            assertThat(reading.reads.get(0).record()).containsEntry("repository", "octocat/Hello-World");
            assertThat(reading.requests)
                    .filteredOn(line -> line.startsWith("GET"))
                    .hasSize(6);
            assertThat(api.log().lines()).isEmpty();

            reading.reads.clear();
            reading.requests.clear();
            github.issues.update(1002, "updated_at", "2024-03-09T00:00:00Z", "state", "closed");
            github.commit("c4", "2024-03-08T00:00:00Z");
            api.timeIs(Instant.parse("2024-03-10T00:00:00Z"));
            reading.readAll(2);

            assertThat(keys(reading, "issues")).hasToString("[1002]");
            assertThat(keys(reading, "comments")).isEmpty();
            assertThat(keys(reading, "commits")).hasToString("[c4]");
            assertThat(reading.requests)
                    .anyMatch(line -> line.startsWith("GET /repos/octocat/Hello-World/issues?")
                            && line.contains("since=2024-03-05T23:59:00Z"));
        }
    }

    @Test
    void waitsOutASecondaryLimit() throws Exception {
        github.issueRoute.say(1, GithubApi.secondaryLimit(1));
        try (Reading reading = open()) {
            reading.readAll(1);

            assertThat(keys(reading, "issues")).hasSize(5);
            assertThat(github.issueRoute.calls()).isEqualTo(4);
        }
    }

    @Test
    void takesAnEmptyRepositoryForNoCommits() throws Exception {
        github.commitRoute.say(1, Reply.json(409, Map.of("message", "Git Repository is empty.")));
        try (Reading reading = open()) {
            reading.readAll(1);

            assertThat(keys(reading, "commits")).isEmpty();
            assertThat(keys(reading, "issues")).hasSize(5);
        }
    }
}
