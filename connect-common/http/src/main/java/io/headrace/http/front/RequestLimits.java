package io.headrace.http.front;

import io.headrace.core.config.Values;
import io.headrace.http.auth.TokenDirectory;
import io.headrace.http.auth.TokenStore;
import io.headrace.http.client.HttpOptions;
import io.headrace.http.declare.Declaration;
import io.headrace.http.decode.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What requests may take, and where they may lead.
 *
 * @param tokens where refresh tokens are kept that work once
 */
public record RequestLimits(
        Optional<Path> tokens,
        List<String> allowedHosts,
        boolean privateAllowed,
        int concurrency,
        Duration connectTimeout,
        Duration readTimeout,
        long responseBytes) {

    /** @param values of {@link RequestSettings#ALL} at least */
    public static RequestLimits of(Values values) {
        return new RequestLimits(
                values.get(RequestSettings.TOKENS).map(Path::of),
                values.get(RequestSettings.ALLOWED_HOSTS),
                values.get(RequestSettings.PRIVATE_ALLOWED),
                values.get(RequestSettings.CONCURRENCY),
                values.get(RequestSettings.CONNECT_TIMEOUT),
                values.get(RequestSettings.READ_TIMEOUT),
                values.get(RequestSettings.RESPONSE_BYTES));
    }

    /** The options of requests for a declaration. */
    public HttpOptions.Builder options(String connector, Declaration declaration) {
        return HttpOptions.builder(connector, declaration.config())
                .tokenStore(tokens.<TokenStore>map(TokenDirectory::new).orElseGet(TokenStore::none))
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
    public int threads(Declaration declaration) {
        return (int) Math.max(1, Math.min(concurrency, declaration.concurrency().orElse(concurrency)));
    }
}
