package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A login that gives session tokens for a user and a password, and the guard of the API behind it. */
public final class SessionServer implements Handler {
    private final String user;
    private final String password;
    private final Set<String> live = new LinkedHashSet<>();
    private int logins;

    private SessionServer(String user, String password) {
        this.user = user;
        this.password = password;
    }

    public static SessionServer of(String user, String password) {
        return new SessionServer(user, password);
    }

    /** Ends all sessions. */
    public synchronized void expire() {
        live.clear();
    }

    public synchronized int logins() {
        return logins;
    }

    /** {@return the behaviour that lets requests with a live session through: its token is in this header, after {@code prefix}} */
    public Behaviour guard(String header, String prefix) {
        return Guards.when(call -> call.header(header)
                .filter(value -> value.startsWith(prefix))
                .filter(value -> isLive(value.substring(prefix.length())))
                .isPresent());
    }

    /** Takes {@code username} and {@code password} from a JSON or form body; answers {@code {"session": {"token": ...}}}. */
    @Override
    public synchronized Reply answer(Call call) {
        if (!call.param("username").equals(Optional.of(user))
                || !call.param("password").equals(Optional.of(password))) {
            return Reply.json(403, Map.of("error", "wrong user or password"));
        }
        logins++;
        String token = "session-" + logins;
        live.add(token);
        return Reply.json(Map.of("session", Map.of("token", token)));
    }

    private synchronized boolean isLive(String token) {
        return live.contains(token);
    }
}
