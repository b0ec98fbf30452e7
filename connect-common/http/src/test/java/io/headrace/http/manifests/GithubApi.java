package io.headrace.http.manifests;

import static io.headrace.testkit.http.Table.fields;

import io.headrace.testkit.http.Guards;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.Listing.Bound;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.RateLimit;
import io.headrace.testkit.http.RetryAfter;
import io.headrace.testkit.http.Route;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One repository of GitHub, in the shape of docs.github.com/rest (version 2022-11-28); fields that nothing here reads are left out. */
final class GithubApi {
    static final String TOKEN = "github_pat_canary";

    final Table issues = Table.keyedBy("id");
    final Table comments = Table.keyedBy("id");
    final Table commits = Table.keyedBy("sha");
    final Route issueRoute;
    final Route commitRoute;

    GithubApi(MockApi api, String repository) {
        String base = "/repos/" + repository;
        api.with(Guards.bearer(TOKEN));
        api.with(Guards.header("X-GitHub-Api-Version", "2022-11-28"));
        api.with(RateLimit.of(5000, Duration.ofHours(1), RetryAfter.EPOCH_SECONDS)
                .told());
        issueRoute = api.get(
                base + "/issues",
                Listing.of(issues)
                        .orderedBy("updated_at", "id")
                        .from("since", "updated_at", Bound.INCLUSIVE)
                        .paged(Paging.numbered("page", 1)
                                .size("per_page", 30)
                                .atMost(100)
                                .linkHeader()));
        api.get(
                base + "/issues/comments",
                Listing.of(comments)
                        .orderedBy("updated_at", "id")
                        .from("since", "updated_at", Bound.INCLUSIVE)
                        .paged(Paging.numbered("page", 1)
                                .size("per_page", 30)
                                .atMost(100)
                                .linkHeader()));
        commitRoute = api.get(
                base + "/commits",
                Listing.of(commits)
                        .orderedBy("-commit.committer.date")
                        .from("since", "commit.committer.date", Bound.INCLUSIVE)
                        .paged(Paging.numbered("page", 1)
                                .size("per_page", 30)
                                .atMost(100)
                                .linkHeader()));
    }

    void issue(int number, String updatedAt) {
        issues.add(fields(
                "id",
                1000 + number,
                "node_id",
                "I_" + number,
                "number",
                number,
                "title",
                "Issue " + number,
                "state",
                "open",
                "user",
                fields("login", "octocat", "id", 1, "type", "User"),
                "labels",
                List.of(fields("id", 208045946, "name", "bug", "color", "f29513")),
                "comments",
                0,
                "created_at",
                "2024-01-01T00:00:00Z",
                "updated_at",
                updatedAt,
                "closed_at",
                null));
    }

    void comment(int id, String updatedAt) {
        comments.add(fields(
                "id",
                id,
                "body",
                "Me too",
                "user",
                fields("login", "octocat", "id", 1),
                "issue_url",
                "https://api.github.com/repos/octocat/Hello-World/issues/1347",
                "created_at",
                updatedAt,
                "updated_at",
                updatedAt));
    }

    void commit(String sha, String date) {
        commits.add(fields(
                "sha", sha,
                "commit",
                        fields(
                                "message", "Fix all the bugs",
                                "author", fields("name", "Monalisa", "email", "m@github.com", "date", date),
                                "committer", fields("name", "Monalisa", "email", "m@github.com", "date", date)),
                "parents", List.of()));
    }

    /** {@return the answer to a client that is too fast, with the header that says for how long} */
    static Reply secondaryLimit(int seconds) {
        return Reply.json(
                        403,
                        Map.of(
                                "message",
                                "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
                                "documentation_url",
                                "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api"))
                .header("Retry-After", Integer.toString(seconds));
    }
}
