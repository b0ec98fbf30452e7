package io.headrace.http.client;

import io.headrace.core.secret.Secret;
import io.headrace.http.auth.TokenStore;
import io.headrace.http.decode.Limits;
import io.headrace.http.spec.Component;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a connector says about its requests. Immutable once built. */
public final class HttpOptions {

    final String connector;
    final Map<String, @Nullable Object> config;
    final List<Secret> secrets;
    final int tasks;
    final List<String> allowedHosts;
    final boolean privateAllowed;
    final int concurrency;
    final Duration connectTimeout;
    final Duration readTimeout;
    final Duration callTimeout;
    final Limits limits;
    final Optional<Component> budget;
    final TokenStore tokenStore;
    final HttpMetrics metrics;
    final Clock clock;
    final long cacheBytes;
    final Duration cacheTime;

    private HttpOptions(Builder builder) {
        this.connector = builder.connector;
        this.config = builder.config;
        this.secrets = builder.secrets;
        this.tasks = builder.tasks;
        this.allowedHosts = builder.allowedHosts;
        this.privateAllowed = builder.privateAllowed;
        this.concurrency = builder.concurrency;
        this.connectTimeout = builder.connectTimeout;
        this.readTimeout = builder.readTimeout;
        this.callTimeout = builder.callTimeout;
        this.limits = builder.limits;
        this.budget = builder.budget;
        this.tokenStore = builder.tokenStore;
        this.metrics = builder.metrics;
        this.clock = builder.clock;
        this.cacheBytes = builder.cacheBytes;
        this.cacheTime = builder.cacheTime;
    }

    /**
     * The defaults.
     *
     * @param connector names whose quota and tokens are shared among tasks; no secret
     * @param config the settings of the user, as templates see them
     */
    public static Builder builder(String connector, Map<String, ? extends @Nullable Object> config) {
        return new Builder(connector, config);
    }

    /** Options that are being gathered. */
    public static final class Builder {

        private final String connector;
        private final Map<String, @Nullable Object> config;
        private List<Secret> secrets = List.of();
        private int tasks = 1;
        private List<String> allowedHosts = List.of();
        private boolean privateAllowed = false;
        private int concurrency = 10;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration readTimeout = Duration.ofSeconds(60);
        private Duration callTimeout = Duration.ofHours(1);
        private Limits limits = Limits.DEFAULT;
        private Optional<Component> budget = Optional.empty();
        private TokenStore tokenStore = TokenStore.none();
        private HttpMetrics metrics = HttpMetrics.NONE;
        private Clock clock = Clock.systemUTC();
        private long cacheBytes = 16L << 20;
        private Duration cacheTime = Duration.ofMinutes(5);

        private Builder(String connector, Map<String, ? extends @Nullable Object> config) {
            this.connector = connector;
            this.config = new LinkedHashMap<>(config);
        }

        /** Texts that must never be shown. */
        public Builder secrets(List<Secret> value) {
            this.secrets = value;
            return this;
        }

        /** How many tasks of the connector there are on all workers; the quota is divided by it. */
        public Builder tasks(int value) {
            this.tasks = value;
            return this;
        }

        /** Further hosts that links, redirects and templates may lead to: names, {@code *.example.com}, or {@code *} for any public one. */
        public Builder allowedHosts(List<String> value) {
            this.allowedHosts = value;
            return this;
        }

        /** Whether links and redirects may lead to private and link-local addresses. */
        public Builder privateAllowed(boolean value) {
            this.privateAllowed = value;
            return this;
        }

        /** How many requests may be under way at once. */
        public Builder concurrency(int value) {
            this.concurrency = value;
            return this;
        }

        /** The longest wait for a connection. */
        public Builder connectTimeout(Duration value) {
            this.connectTimeout = value;
            return this;
        }

        /** The longest silence of a server. */
        public Builder readTimeout(Duration value) {
            this.readTimeout = value;
            return this;
        }

        /** The longest that a request may take with its body. */
        public Builder callTimeout(Duration value) {
            this.callTimeout = value;
            return this;
        }

        /** What one response may take. */
        public Builder limits(Limits value) {
            this.limits = value;
            return this;
        }

        /** The component {@code HTTPAPIBudget} of the declaration. */
        public Builder budget(Optional<Component> value) {
            this.budget = value;
            return this;
        }

        /** Where refresh tokens go that work once. */
        public Builder tokenStore(TokenStore value) {
            this.tokenStore = value;
            return this;
        }

        /** Who is told what is done. */
        public Builder metrics(HttpMetrics value) {
            this.metrics = value;
            return this;
        }

        /** The time. */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /** How much is kept of the responses to requesters with {@code use_cache}. */
        public Builder cacheBytes(long value) {
            this.cacheBytes = value;
            return this;
        }

        /** How long such responses are kept. */
        public Builder cacheTime(Duration value) {
            this.cacheTime = value;
            return this;
        }

        public HttpOptions build() {
            return new HttpOptions(this);
        }
    }
}
