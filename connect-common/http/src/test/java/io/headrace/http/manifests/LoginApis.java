package io.headrace.http.manifests;

import static io.headrace.testkit.http.Table.fields;

import io.headrace.testkit.http.Guards;
import io.headrace.testkit.http.Listing;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.OAuthServer;
import io.headrace.testkit.http.Paging;
import io.headrace.testkit.http.SessionServer;
import io.headrace.testkit.http.Table;
import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Json;
import io.headrace.testkit.http.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The APIs that the declarations about logins, limits and quotas are written for. */
final class LoginApis {
    private static final String PASSWORD = "a-password-of-more-than-32-letters";

    private LoginApis() {}

    static void budget(MockApi api) {
        api.get("/free", five("free"));
        api.get("/slow", five("slow"));
    }

    static void oauth(MockApi api) {
        OAuthServer server =
                OAuthServer.of("app", "s3cret").refreshToken("refresh-0").uses(2);
        OAuthServer once = OAuthServer.of("app", "s3cret")
                .refreshToken("refresh-0")
                .singleUse()
                .uses(1);
        api.post("/oauth/token", server);
        api.post("/once/token", once);
        api.get("/ledger", five("entry")).with(once.guard());
        api.get("/orders", five("order")).with(server.guard());
        api.post(
                        "/reports",
                        call -> Reply.json(fields(
                                "items", List.of(fields("id", call.param("kind").orElse(""))))))
                .with(server.guard());
    }

    static void logins(MockApi api) {
        SessionServer sessions = SessionServer.of("me", PASSWORD);
        SessionServer older = SessionServer.of("me", PASSWORD);
        api.post("/login", sessions);
        api.get("/keyed", one()).with(sessions.guard("X-Session", ""));
        api.get("/bearing", one()).with(sessions.guard("Authorization", "Bearer "));
        api.post("/older/login", call -> {
            older.answer(call);
            return Reply.json(Map.of("id", "session-1"));
        });
        api.get("/older/me", call -> Reply.json(Map.of("me", true))).with(older.guard("X-Older-Session", ""));
        api.get("/older", one()).with(older.guard("X-Older-Session", ""));
        api.get("/signed", one()).with(Guards.when(LoginApis::isSigned));
        api.get("/chosen", one()).with(Guards.header("X-Key", PASSWORD));
    }

    private static boolean isSigned(Call call) {
        String[] parts = call.header("authorization")
                .orElse("")
                .replaceFirst("^JWT ", "")
                .split("\\.");
        if (parts.length != 3) {
            return false;
        }
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return Json.read(header) instanceof Map<?, ?> said
                && said.equals(Map.of("kid", "me", "typ", "JWT", "alg", "HS256", "v", "one"))
                && Json.read(claims) instanceof Map<?, ?> claimed
                && "me".equals(claimed.get("iss"))
                && "reports".equals(claimed.get("sub"))
                && ("http://" + call.header("host").orElse("")).equals(claimed.get("aud"))
                && "read".equals(claimed.get("scope"))
                && claimed.get("exp") instanceof Number until
                && claimed.get("iat") instanceof Number from
                && until.longValue() - from.longValue() == 600;
    }

    /** The first token has one request left, the second many. */
    static void tokens(MockApi api) {
        long reset = Instant.now().getEpochSecond() + 3600;
        api.get(
                "/rate_limit",
                call -> Reply.json(fields(
                        "resources",
                        fields(
                                "core", fields("limit", 100, "remaining", call.mentions("t1") ? 1 : 50, "reset", reset),
                                "graphql", fields("limit", 100, "remaining", 100, "reset", reset)))));
        api.get("/issues", five("issue"));
    }

    private static Listing five(String kind) {
        return Listing.of(Table.of("id", 5, i -> fields("id", kind + "-" + (i + 1))))
                .records("items")
                .paged(Paging.numbered("page", 1).size("limit", 50));
    }

    private static Listing one() {
        return Listing.of(Table.keyedBy("id").add("id", 1)).records("items");
    }
}
