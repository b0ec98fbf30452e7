package io.headrace.http.manifests;

import io.headrace.core.secret.Secret;
import io.headrace.http.auth.TokenStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps refresh tokens that work once, in memory. */
final class StoredTokens implements TokenStore {
    private final Map<String, Secret> tokens = new ConcurrentHashMap<>();

    @Override
    public Optional<Secret> load(String name) {
        return Optional.ofNullable(tokens.get(name));
    }

    @Override
    public void save(String name, Secret refreshToken) {
        tokens.put(name, refreshToken);
    }
}
