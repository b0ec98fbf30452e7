package io.headrace.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.testkit.http.wire.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins, limits, faults and jobs. */
final class BehaviourTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final MockApi api = MockApi.start();
    private final Client client = new Client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void guardsByCredential() throws Exception {
        api.get("/bearer", call -> Reply.empty(204)).with(Guards.bearer("t"));
        api.get("/basic", call -> Reply.empty(204)).with(Guards.basic("u", "p"));
        api.get("/query", call -> Reply.empty(204)).with(Guards.query("key", "k"));

        assertThat(client.get(api.url("/bearer"), "Authorization", "Bearer t").statusCode())
                .isEqualTo(204);
        assertThat(client.get(api.url("/bearer"), "Authorization", "Bearer x").statusCode())
                .isEqualTo(401);
        assertThat(client.get(api.url("/basic"), "Authorization", "Basic dTpw").statusCode())
                .isEqualTo(204);
        assertThat(client.get(api.url("/query?key=k")).statusCode()).isEqualTo(204);
        assertThat(client.get(api.url("/query")).statusCode()).isEqualTo(401);
    }

    @Test
    void givesTokensThatDieInTheMiddle() throws Exception {
        OAuthServer oauth = OAuthServer.of("me", "s3cret").uses(2).lifetime(Duration.ofMinutes(30));
        api.post("/token", oauth);
        api.get("/a", call -> Reply.empty(204)).with(oauth.guard());

        HttpResponse<String> login = client.post(
                api.url("/token"),
                "grant_type=client_credentials&client_id=me&client_secret=s3cret",
                "Content-Type",
                FORM);
        assertThat(login.body())
                .isEqualTo("{\"access_token\":\"access-1\",\"token_type\":\"bearer\",\"expires_in\":1800}");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            statuses.add(client.get(api.url("/a"), "Authorization", "Bearer access-1")
                    .statusCode());
        }
        assertThat(statuses).containsExactly(204, 204, 401);
        assertThat(client.post(api.url("/token"), "grant_type=client_credentials", "Content-Type", FORM)
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.post(
                                api.url("/token"),
                                "grant_type=password",
                                "Content-Type",
                                FORM,
                                "Authorization",
                                "Basic " + Guards.basicText("me", "s3cret"))
                        .body())
                .isEqualTo("{\"error\":\"unsupported_grant_type\"}");
    }

    @Test
    void takesARefreshTokenOnce() throws Exception {
        OAuthServer oauth = OAuthServer.of("me", "s").refreshToken("r0").singleUse();
        api.post("/token", oauth);
        String form = "client_id=me&client_secret=s&grant_type=refresh_token&refresh_token=";

        HttpResponse<String> first = client.post(api.url("/token"), form + "r0", "Content-Type", FORM);
        assertThat(Client.field(first, "refresh_token")).isEqualTo("refresh-1");
        assertThat(client.post(api.url("/token"), form + "r0", "Content-Type", FORM)
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post(api.url("/token"), form + "refresh-1", "Content-Type", FORM)
                        .statusCode())
                .isEqualTo(200);
        assertThat(oauth.refreshToken()).contains("refresh-2");
        assertThat(oauth.logins()).isEqualTo(2);
    }

    @Test
    void givesSessions() throws Exception {
        SessionServer sessions = SessionServer.of("u", "p");
        api.post("/login", sessions);
        api.get("/a", call -> Reply.empty(204)).with(sessions.guard("X-Session", ""));

        assertThat(client.post(api.url("/login"), "{\"username\":\"u\",\"password\":\"p\"}")
                        .body())
                .isEqualTo("{\"session\":{\"token\":\"session-1\"}}");
        assertThat(client.get(api.url("/a"), "X-Session", "session-1").statusCode())
                .isEqualTo(204);
        sessions.expire();
        assertThat(client.get(api.url("/a"), "X-Session", "session-1").statusCode())
                .isEqualTo(401);
        assertThat(client.post(api.url("/login"), "{\"username\":\"u\",\"password\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void limitsPerCredentialAndWindow() throws Exception {
        RateLimit limit =
                RateLimit.of(2, Duration.ofSeconds(10), RetryAfter.SECONDS).told();
        api.get("/a", call -> Reply.empty(204)).with(limit);
        api.timeIs(Instant.parse("2024-01-01T00:00:00Z"));

        assertThat(client.get(api.url("/a"), "X-Api-Key", "one").headers().firstValue("x-ratelimit-remaining"))
                .contains("1");
        client.get(api.url("/a"), "X-Api-Key", "one");
        HttpResponse<String> refused = client.get(api.url("/a"), "X-Api-Key", "one");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).contains("10");
        assertThat(client.get(api.url("/a"), "X-Api-Key", "two").statusCode()).isEqualTo(204);
        api.timeIs(Instant.parse("2024-01-01T00:00:10Z"));
        assertThat(client.get(api.url("/a"), "X-Api-Key", "one").statusCode()).isEqualTo(204);

        assertThat(limit.refused()).isEqualTo(1);
        assertThat(api.log().busiest(Duration.ofSeconds(10), Guards::credential))
                .containsExactlyInAnyOrderEntriesOf(Map.of("one", 3, "two", 1));
    }

    @Test
    void saysHowLongToWaitInEveryForm() {
        Instant now = Instant.parse("2024-02-29T10:00:00.5Z");

        assertThat(RetryAfter.SECONDS.reply(now, Duration.ofHours(3)).headers()).containsEntry("Retry-After", "10800");
        assertThat(RetryAfter.FRACTION.reply(now, Duration.ofMillis(1500)).headers())
                .containsEntry("Retry-After", "1.5");
        assertThat(RetryAfter.HTTP_DATE.reply(now, Duration.ofSeconds(1)).headers())
                .containsEntry("Retry-After", "Thu, 29 Feb 2024 10:00:02 GMT");
        assertThat(RetryAfter.EPOCH_SECONDS.reply(now, Duration.ofSeconds(1)).headers())
                .containsEntry("X-RateLimit-Reset", "1709200802")
                .containsEntry("X-RateLimit-Remaining", "0");
        assertThat(RetryAfter.MILLIS.reply(now, Duration.ofSeconds(1)).headers())
                .containsEntry("Retry-After-Ms", "1000");
        assertThat(RetryAfter.SILENT.reply(now, Duration.ofSeconds(1)).headers())
                .containsOnlyKeys("Content-Type");
    }

    @Test
    void repeatsAFaultPlanBySeedAndCountsIt() throws Exception {
        List<String> one = run(7);
        List<String> again = run(7);
        List<String> other = run(8);

        assertThat(again).isEqualTo(one).isNotEqualTo(other);
        assertThat(one).filteredOn("fine"::equals).hasSizeBetween(70, 100);
    }

    private List<String> run(long seed) throws InterruptedException {
        FaultPlan plan = FaultPlan.seeded(seed, 30, 100);
        List<String> outcomes = new ArrayList<>();
        try (MockApi faulty = MockApi.start().with(plan)) {
            faulty.get("/a", call -> Reply.json(Map.of("fine", "fine")));
            for (int i = 0; i < 100; i++) {
                outcomes.add(outcome(faulty));
            }
        }
        assertThat(plan.count()).isEqualTo(30);
        assertThat(plan.done()).hasSize(Fault.values().length);
        return outcomes;
    }

    private String outcome(MockApi faulty) throws InterruptedException {
        try {
            HttpResponse<String> response = client.get(faulty.url("/a"));
            return response.body().equals("{\"fine\":\"fine\"}") ? "fine" : response.statusCode() + response.body();
        } catch (IOException e) {
            return "cut";
        }
    }

    @Test
    void refusesAPlanThatUsesUpRetries() {
        assertThatThrownBy(() -> FaultPlan.seeded(1, 40, 100))
                .hasMessage("40 faults do not fit into 100 requests: there must be three for each");
    }

    @Test
    void runsJobs() throws Exception {
        ExportJobs jobs = ExportJobs.at(api, "/exports", call -> Reply.text(200, "id\n" + call.body()))
                .running(1);
        jobs.nextEnds("failed");

        assertThat(client.post(api.url("/exports"), "7").statusCode()).isEqualTo(201);
        client.post(api.url("/exports"), "8");
        assertThat(client.get(api.url("/exports/job-1")).body()).isEqualTo("{\"id\":\"job-1\",\"status\":\"running\"}");
        assertThat(Client.field(client.get(api.url("/exports/job-1")), "status"))
                .isEqualTo("failed");
        client.get(api.url("/exports/job-2"));
        Object file = Client.field(client.get(api.url("/exports/job-2")), "url");
        assertThat(client.get(String.valueOf(file)).body()).isEqualTo("id\n8");
        assertThat(client.get(api.url("/exports/job-9")).statusCode()).isEqualTo(404);
    }

    @Test
    void scriptsAnswers() throws Exception {
        Route route = api.get("/a", call -> Reply.text(200, "true"))
                .say(2, Reply.empty(503))
                .spoil(4, reply -> reply.truncated(0.5));

        List<String> said = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> response = client.get(api.url("/a"));
            said.add(response.statusCode() + response.body());
        }
        assertThat(said).containsExactly("503", "503", "200true", "200tr", "200true");
        assertThat(route.calls()).isEqualTo(5);
    }
}
