package io.headrace.http.client;

import io.headrace.http.auth.Authenticator;
import io.headrace.http.auth.Authenticators;
import io.headrace.http.budget.Budgets;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * What the tasks of one worker share: connections, the budgets of their credentials, and credentials that were fetched. A plugin keeps one for its JVM; a test makes
 * its own. Thread-safe.
 */
public final class HttpContexts {

    private static final class Credentials {

        private final Map<Component, Authenticator> authenticators = new HashMap<>();
        private int users;
    }

    /** As many as are used at once by several tasks; fewer would be closed and opened again between pages. */
    private static final int IDLE_CONNECTIONS = 64;

    private final OkHttpClient base = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 5, TimeUnit.MINUTES))
            .build();

    private final Budgets budgets = new Budgets();
    private final Map<String, Credentials> credentials = new HashMap<>();

    /** A context for one task. */
    public HttpContext open(HttpOptions options) {
        String credential = options.connector + "#" + digest(Json.text(options.config));
        synchronized (credentials) {
            credentials.computeIfAbsent(credential, key -> new Credentials()).users++;
        }
        return new HttpContext(this, options, credential);
    }

    OkHttpClient client() {
        return base;
    }

    Budgets budgets() {
        return budgets;
    }

    /** The one authenticator for a component under a credential; the same state for all streams and tasks. */
    Authenticator authenticator(String credential, Optional<Component> component, Scope scope, Optional<HttpUrl> base) {
        if (component.isEmpty()) {
            return Authenticators.none();
        }
        synchronized (credentials) {
            return credentials
                    .computeIfAbsent(credential, key -> new Credentials())
                    .authenticators
                    .computeIfAbsent(component.get(), key -> Authenticators.of(key, scope, base));
        }
    }

    /** Forgets tokens when the last task that used them has ended. */
    void leave(String credential) {
        synchronized (credentials) {
            Credentials left = credentials.get(credential);
            if (left != null && --left.users <= 0) {
                credentials.remove(credential);
            }
        }
    }

    /** Settings hold secrets, so that their text must not be kept as a key. */
    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
