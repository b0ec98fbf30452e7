package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Json;
import io.headrace.testkit.http.wire.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a listing answer GraphQL requests: arguments, literal or from variables, become parameters. Every answer has status
 * 200, errors too. Understands as much of a query as that takes.
 */
public final class GraphQl implements Behaviour {
    private static final Pattern ARGUMENT = Pattern.compile("(\\w+)\\s*:\\s*(?:\"([^\"]*)\"|([-\\w.]+)|\\$(\\w+))");

    private final String field;

    private GraphQl(String field) {
        this.field = field;
    }

    /** {@return the behaviour for queries of this field; any other query is answered with {@code errors}} */
    public static GraphQl field(String field) {
        return new GraphQl(field);
    }

    /** {@return an answer with status 200 that only has {@code errors}} */
    public static Reply errors(String message, String code) {
        return Reply.json(Map.of("errors", List.of(Map.of("message", message, "extensions", Map.of("code", code)))));
    }

    @Override
    public Reply answer(Call call, Handler next) {
        if (!(call.json() instanceof Map<?, ?> request) || !(request.get("query") instanceof String query)) {
            return errors("no query", "BAD_REQUEST");
        }
        int at = query.indexOf(field);
        if (at < 0 || depth(query) != 0) {
            return errors("Syntax Error or no such field in: " + query, "GRAPHQL_VALIDATION_FAILED");
        }
        Map<?, ?> variables = request.get("variables") instanceof Map<?, ?> given ? given : Map.of();
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        String after = query.substring(at + field.length()).stripLeading();
        if (after.startsWith("(")) {
            Matcher argument = ARGUMENT.matcher(after.substring(0, after.indexOf(')')));
            while (argument.find()) {
                arguments.put(argument.group(1), value(argument, variables));
            }
        }
        return next.answer(new Call(
                call.number(),
                call.at(),
                call.method(),
                call.target(),
                call.headers(),
                Json.text(arguments),
                call.vars()));
    }

    private static @Nullable Object value(Matcher argument, Map<?, ?> variables) {
        if (argument.group(4) != null) {
            return variables.get(argument.group(4));
        }
        String literal = argument.group(3);
        return literal == null ? argument.group(2) : literal.equals("null") ? null : literal;
    }

    private static long depth(String query) {
        return query.chars().filter(c -> c == '{').count()
                - query.chars().filter(c -> c == '}').count();
    }
}
