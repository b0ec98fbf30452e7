package io.headrace.http.auth;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.Redactor;
import io.headrace.http.wire.Sender;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What an authenticator may use while it works for one task.
 *
 * @param scope sees the settings of the user
 * @param sender sends requests for tokens
 * @param logins runs login requests that are declared as requesters
 * @param store keeps refresh tokens that work once
 * @param trouble run each time that a token cannot be had because a request for it failed and has to be repeated
 */
public record AuthTools(
        Scope scope,
        Clock clock,
        Sender sender,
        Logins logins,
        TokenStore store,
        Redactor redactor,
        RandomGenerator random,
        Runnable trouble) {}
