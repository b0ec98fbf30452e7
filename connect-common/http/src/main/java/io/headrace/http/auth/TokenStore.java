package io.headrace.http.auth;

import io.headrace.core.secret.Secret;
import java.util.Optional;

/** Keeps refresh tokens that work once, so that they outlive a restart. Connect's configuration is read-only to a task, so the place is somewhere else. Thread-safe. */
public interface TokenStore {

    /** The refresh token that was stored last under a name; empty when there is none. */
    Optional<Secret> load(String name);

    /** Stores a refresh token durably before it is used. */
    void save(String name, Secret refreshToken);

    /** Whether what is saved is found again after a restart. */
    default boolean isDurable() {
        return true;
    }

    /** Keeps nothing: single-use refresh tokens are refused. */
    static TokenStore none() {
        return new TokenStore() {

            @Override
            public Optional<Secret> load(String name) {
                return Optional.empty();
            }

            @Override
            public void save(String name, Secret refreshToken) {
                throw new IllegalStateException("There is no store for refresh tokens");
            }

            @Override
            public boolean isDurable() {
                return false;
            }
        };
    }
}
