package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Behaviours that ask for a credential and answer 401 without it. */
public final class Guards {
    private static final List<String> CREDENTIAL_HEADERS =
            List.of("authorization", "x-api-key", "x-auth-token", "x-session", "cookie");

    private Guards() {}

    public static Behaviour bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public static Behaviour basic(String user, String password) {
        return header("Authorization", "Basic " + basicText(user, password));
    }

    public static Behaviour header(String name, String value) {
        return when(call -> call.header(name).equals(Optional.of(value)));
    }

    public static Behaviour query(String name, String value) {
        return when(call -> call.query(name).equals(Optional.of(value)));
    }

    /** {@return a behaviour that lets through what a test finds right, such as a signature} */
    public static Behaviour when(Predicate<Call> right) {
        return (call, next) -> right.test(call) ? next.answer(call) : unauthorized();
    }

    /** {@return the first credential that a request carries in a header; empty text for none} */
    public static String credential(Call call) {
        return CREDENTIAL_HEADERS.stream()
                .flatMap(name -> call.header(name).stream())
                .findFirst()
                .orElse("");
    }

    static Reply unauthorized() {
        return Reply.json(401, Map.of("message", "Bad credentials")).header("WWW-Authenticate", "Bearer");
    }

    static String basicText(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
    }
}
