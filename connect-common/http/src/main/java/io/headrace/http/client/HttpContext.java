package io.headrace.http.client;

import io.headrace.http.auth.AuthTools;
import io.headrace.http.auth.Authenticator;
import io.headrace.http.budget.Budget;
import io.headrace.http.decode.Limits;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Redactor;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** What the requests of one task have in common. Thread-safe; {@link #cancel} may be called from any thread and ends whatever is under way. */
public final class HttpContext implements AutoCloseable {

    private static final int ALL = 1 << 20;

    private final HttpContexts shared;
    private final HttpOptions options;
    private final String credential;
    private final ServerClock apiClock;
    private final Scope scope;
    private final Hosts hosts;
    private final OkHttpClient client;
    private final Calls calls;
    private final Budget.Share budget;
    private final Redactor redactor = new Redactor();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Map<Optional<Component>, Set<Origin>> homes = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final ResponseCache cache;
    private final AuthTools tools;

    HttpContext(HttpContexts shared, HttpOptions options, String credential) {
        this.shared = shared;
        this.options = options;
        this.credential = credential;
        this.apiClock = new ServerClock(options.clock);
        this.scope = Scope.of(options.config, apiClock);
        this.hosts = new Hosts(options.allowedHosts, options.privateAllowed);
        this.client = shared.client()
                .newBuilder()
                .dns(hosts)
                .connectTimeout(options.connectTimeout)
                .readTimeout(options.readTimeout)
                .writeTimeout(options.readTimeout)
                .callTimeout(options.callTimeout)
                .build();
        this.calls = new Calls(client);
        this.budget = options.budget
                .map(component -> shared.budgets().of(credential, component, scope))
                .orElseGet(Budget::unlimited)
                .join(options.tasks);
        this.places = new Semaphore(options.concurrency);
        this.cache = new ResponseCache(options.cacheBytes, options.cacheTime, options.clock);
        options.secrets.forEach(redactor::take);
        this.tools = new AuthTools(
                scope,
                options.clock,
                new DirectSender(this),
                new RequesterLogins(this),
                options.tokenStore,
                redactor,
                random,
                options.metrics::loginFailed);
    }

    /** The scope that sees the settings of the user; requests add to it. */
    public Scope scope() {
        return scope;
    }

    /** The API's clock: what ends windows, and the time that templates see. */
    public ServerClock apiClock() {
        return apiClock;
    }

    /** This machine's clock: what waits are measured by. */
    public Clock clock() {
        return options.clock;
    }

    public Limits limits() {
        return options.limits;
    }

    public HttpMetrics metrics() {
        return options.metrics;
    }

    /** Takes secrets out of text; every message that holds something of a response must pass through it. */
    public Redactor redactor() {
        return redactor;
    }

    /** Ends whatever is under way, for good: what sends or waits throws {@link CancelledException}. */
    public void cancel() {
        calls.cancel();
        places.release(ALL);
    }

    /** How many requests are under way or have their bodies still open; for a gauge. */
    public int underWay() {
        return calls.underWay();
    }

    public boolean isCancelled() {
        return calls.isCancelled();
    }

    /** Leaves the budget and the shared credentials, and ends what is under way. */
    @Override
    public void close() {
        cancel();
        budget.close();
        shared.leave(credential);
    }

    Calls calls() {
        return calls;
    }

    Hosts hosts() {
        return hosts;
    }

    Budget.Share budget() {
        return budget;
    }

    Semaphore places() {
        return places;
    }

    RandomGenerator random() {
        return random;
    }

    ResponseCache cache() {
        return cache;
    }

    Authenticator authenticator(Optional<Component> component, Optional<HttpUrl> base) {
        return shared.authenticator(credential, component, scope, base);
    }

    /** Where a credential belongs, because the declaration sends it there and the settings alone say so. */
    Set<Origin> homes(Optional<Component> authenticator) {
        return homes.computeIfAbsent(authenticator, key -> ConcurrentHashMap.newKeySet());
    }

    AuthTools tools() {
        return tools;
    }
}
