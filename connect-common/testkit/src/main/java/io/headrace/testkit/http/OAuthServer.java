package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of an OAuth 2 provider (RFC 6749, RFC 7523) and the guard of the API behind it. The client shows its id and
 * secret in the form, the JSON body or by Basic. Tokens end by count, by time or by {@link #revoke}.
 */
public final class OAuthServer implements Handler {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final String clientId;
    private final String clientSecret;
    private final Map<String, Integer> live = new LinkedHashMap<>();
    private Duration lifetime = Duration.ofHours(1);
    private int uses = Integer.MAX_VALUE;
    private @Nullable String refreshToken;
    private boolean singleUse;
    private int logins;
    private @Nullable String assertion;

    private OAuthServer(String clientId, String clientSecret) {
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    public static OAuthServer of(String clientId, String clientSecret) {
        return new OAuthServer(clientId, clientSecret);
    }

    /** What answers say in {@code expires_in}; it does not end the token here. */
    public synchronized OAuthServer lifetime(Duration said) {
        lifetime = said;
        return this;
    }

    /** Ends each token after so many requests, in the middle of whatever the client is at. */
    public synchronized OAuthServer uses(int requests) {
        uses = requests;
        return this;
    }

    public synchronized OAuthServer refreshToken(String first) {
        refreshToken = first;
        return this;
    }

    /** Every refresh ends the refresh token and gives another. */
    public synchronized OAuthServer singleUse() {
        singleUse = true;
        return this;
    }

    /** Ends all access tokens. */
    public synchronized void revoke() {
        live.clear();
    }

    /** {@return how many access tokens were given out} */
    public synchronized int logins() {
        return logins;
    }

    /** {@return the refresh token that is good now} */
    public synchronized Optional<String> refreshToken() {
        return Optional.ofNullable(refreshToken);
    }

    /** {@return the last assertion that came with a JWT bearer grant} */
    public synchronized Optional<String> assertion() {
        return Optional.ofNullable(assertion);
    }

    /** {@return the behaviour that lets requests with a live access token through, and answers 401 to others} */
    public Behaviour guard() {
        return (call, next) -> spend(call) ? next.answer(call) : Guards.unauthorized();
    }

    @Override
    public synchronized Reply answer(Call call) {
        String grant = call.param("grant_type").orElse("");
        if (!grant.equals(JWT_BEARER) && !knows(call)) {
            return Reply.json(401, Map.of("error", "invalid_client"));
        }
        switch (grant) {
            case "client_credentials" -> {}
            case "refresh_token" -> {
                if (!call.param("refresh_token").equals(Optional.ofNullable(refreshToken))) {
                    return Reply.json(
                            400, Map.of("error", "invalid_grant", "error_description", "refresh token is spent"));
                }
                if (singleUse) {
                    refreshToken = "refresh-" + (logins + 1);
                }
            }
            case JWT_BEARER -> assertion = call.param("assertion").orElse("");
            default -> {
                return Reply.json(400, Map.of("error", "unsupported_grant_type"));
            }
        }
        return issue();
    }

    private Reply issue() {
        logins++;
        String token = "access-" + logins;
        live.put(token, uses);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("token_type", "bearer");
        answer.put("expires_in", lifetime.toSeconds());
        if (singleUse && refreshToken != null) {
            answer.put("refresh_token", refreshToken);
        }
        return Reply.json(answer);
    }

    private boolean knows(Call client) {
        String basic = "Basic " + Guards.basicText(clientId, clientSecret);
        return client.header("authorization").equals(Optional.of(basic))
                || client.param("client_id").equals(Optional.of(clientId))
                        && client.param("client_secret").equals(Optional.of(clientSecret));
    }

    private synchronized boolean spend(Call call) {
        String sent = call.header("authorization").orElse("");
        String token = sent.regionMatches(true, 0, "bearer ", 0, 7) ? sent.substring(7) : "";
        Integer left = live.get(token);
        if (left == null || left == 0) {
            return false;
        }
        live.put(token, left - 1);
        return true;
    }
}
