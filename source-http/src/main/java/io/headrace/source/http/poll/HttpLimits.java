package io.headrace.source.http.poll;

import io.headrace.core.config.Values;
import io.headrace.http.client.HttpOptions;
import io.headrace.http.decode.Limits;
import io.headrace.source.http.declare.Declaration;
import java.time.Duration;
import java.util.List;

/** What requests may take, and where they may lead. */
public record HttpLimits(
        List<String> allowedHosts,
        boolean privateAllowed,
        int concurrency,
        Duration connectTimeout,
        Duration readTimeout,
        long responseBytes) {

    static HttpLimits of(Values values) {
        return new HttpLimits(
                values.get(HttpSettings.ALLOWED_HOSTS),
                values.get(HttpSettings.PRIVATE_ALLOWED),
                values.get(HttpSettings.CONCURRENCY),
                values.get(HttpSettings.CONNECT_TIMEOUT),
                values.get(HttpSettings.READ_TIMEOUT),
                values.get(HttpSettings.RESPONSE_BYTES));
    }

    /** The options of requests for a declaration. */
    HttpOptions.Builder options(String connector, Declaration declaration) {
        return HttpOptions.builder(connector, declaration.config())
                .secrets(declaration.secrets())
                .budget(declaration.budget())
                .allowedHosts(allowedHosts)
                .privateAllowed(privateAllowed)
                .concurrency(threads(declaration))
                .connectTimeout(connectTimeout)
                .readTimeout(readTimeout)
                .limits(Limits.DEFAULT.withBodyBytes(responseBytes));
    }

    /** How many requests may be under way, by the configuration and by the declaration. */
    int threads(Declaration declaration) {
        return (int) Math.max(1, Math.min(concurrency, declaration.concurrency().orElse(concurrency)));
    }
}
