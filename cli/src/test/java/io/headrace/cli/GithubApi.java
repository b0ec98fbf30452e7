package io.headrace.cli;

import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.Table;
import java.util.Map;

/** As much of GitHub's API as the tutorial reads, with the records that the real one has. */
final class GithubApi implements AutoCloseable {

    static final String REAL = "https://api.github.com";

    private static final String REPOSITORY = "/repos/octocat/Hello-World";

    final MockApi api = MockApi.start();

    GithubApi() {
        Table branches = Table.keyedBy("name");
        branch(branches, "master", "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d");
        branch(branches, "octocat-patch-1", "b1b3f9723831141a31a1a7252a213e216ea76e56");
        branch(branches, "test", "b3cbd5bbd7e81436d2eee04537ea2b4c0cad4cdf");
        Table commits = Table.keyedBy("sha");
        commit(commits, "7fd1a60b01f91b314f59955a4e4d4e80d8edf11d", "The Octocat", "2012-03-06T23:06:50Z");
        commit(commits, "762941318ee16e59dabbacb1b4049eec22f0d303", "Johnneylee Jack Rollins", "2011-09-14T04:42:41Z");
        commit(commits, "553c2077f0edc3d5dc5d17262f6aa498e69d6f8e", "cameronmcefee", "2011-01-26T19:06:08Z");
        api.get(REPOSITORY + "/branches", Listing.of(branches).paged(pages()));
        api.get(
                REPOSITORY + "/commits",
                Listing.of(commits)
                        .from("since", "commit.committer.date", Listing.Bound.INCLUSIVE)
                        .paged(pages()));
    }

    private static Paging pages() {
        return Paging.numbered("page", 1).size("per_page", 30).linkHeader();
    }

    private void branch(Table branches, String name, String sha) {
        String url = api.url(REPOSITORY + "/commits/" + sha);
        branches.add("name", name, "commit", Table.fields("sha", sha, "url", url), "protected", false);
    }

    private static void commit(Table commits, String sha, String author, String date) {
        Map<String, Object> person = Map.of("name", author, "date", date);
        commits.add("sha", sha, "commit", Map.of("author", person, "committer", person));
    }

    @Override
    public void close() {
        api.close();
    }
}
