package io.headrace.http.flat;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The flat keys that all streams share: where the API is, how requests are signed, how many are allowed. */
public final class ApiSettings {

    /** What the keys of one stream begin with. */
    public static final String STREAM_PREFIX = "streams.";

    static final String HEADER_PREFIX = "http.headers.";

    /** How requests show who sends them. */
    public enum Auth {
        NONE,
        API_KEY,
        BASIC,
        BEARER,
        OAUTH2_CLIENT_CREDENTIALS,
        OAUTH2_REFRESH_TOKEN,
        HMAC,
        OAUTH1
    }

    private static final String API = "API";
    private static final String AUTH = "Authentication";

    static final Setting<Optional<URI>> URL = Setting.url("http.url", "http", "https")
            .important()
            .group(API)
            .doc("The address of the API; paths of streams are joined to it.")
            .optional()
            .build();

    static final Setting<Optional<String>> RATE_LIMIT = Setting.string("rate.limit")
            .check(RateLimit::isOne, "limits such as 10/s or 1000/h, with semicolons between several")
            .important()
            .group(API)
            .doc(
                    "How many requests the API allows, shared by all streams and divided over the tasks: a number per s, m, h or d. All of several limits hold.")
            .optional()
            .build();

    static final Setting<Auth> AUTH_TYPE = Setting.oneOf("http.auth.type", Auth.class)
            .defaultsTo(Auth.NONE)
            .important()
            .group(AUTH)
            .doc("How requests show who sends them. More kinds can be declared in a manifest.")
            .build();

    static final Setting<Optional<Secret>> TOKEN = secret("token", "The API key or bearer token.");

    static final Setting<String> TOKEN_HEADER = Setting.string("http.auth.header")
            .defaultsTo("X-API-Key")
            .group(AUTH)
            .doc("The header that takes the API key, or the signature of HMAC.")
            .build();

    static final Setting<Optional<String>> TOKEN_PARAMETER =
            text("parameter", "The query parameter that takes the API key, in place of the header.");

    static final Setting<Optional<String>> USERNAME = text("username", "The user.");
    static final Setting<Optional<Secret>> PASSWORD = secret("password", "The user's password.");
    static final Setting<Optional<String>> TOKEN_URL = text("token.url", "The address that gives access tokens.");
    static final Setting<Optional<String>> CLIENT_ID = text("client.id", "The client, or the consumer key of OAuth1.");

    static final Setting<Optional<Secret>> CLIENT_SECRET = secret(
            "client.secret", "The client's secret, the consumer secret of OAuth1, or the secret that HMAC signs with.");

    static final Setting<Optional<Secret>> REFRESH_TOKEN = secret(
            "refresh.token", "The token that gives access tokens. One that works once needs http.token.directory.");

    static final Setting<List<String>> SCOPES = Setting.list("http.auth.scopes")
            .defaultsTo(List.of())
            .group(AUTH)
            .doc("What the access token may do.")
            .build();

    static final Setting<Optional<Secret>> TOKEN_SECRET = secret("token.secret", "The token's secret of OAuth1.");

    public static final Settings ALL = Settings.of(URL, RATE_LIMIT, AUTH_TYPE, TOKEN, TOKEN_HEADER, TOKEN_PARAMETER)
            .plus(USERNAME, PASSWORD, TOKEN_URL, CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, SCOPES, TOKEN_SECRET)
            .passthrough(HEADER_PREFIX, API, "Headers of every request, as http.headers.NAME.")
            .passthrough(
                    STREAM_PREFIX, "Streams", "The keys of one stream, as streams.NAME.KEY; they are listed below.");

    private ApiSettings() {}

    private static Setting<Optional<String>> text(String name, String doc) {
        return Setting.string("http.auth." + name)
                .group(AUTH)
                .doc(doc)
                .optional()
                .build();
    }

    private static Setting<Optional<Secret>> secret(String name, String doc) {
        return Setting.password("http.auth." + name)
                .group(AUTH)
                .doc(doc)
                .optional()
                .build();
    }
}
