package io.headrace.http.error;

import io.headrace.core.error.ErrorClass;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A compiled {@code HttpResponseFilter}: fits a response by its code, its error text or a predicate, any of them. */
final class ResponseFilter {

    private final Optional<Action> action;
    private final Optional<String> failureType;
    private final Optional<Template> message;
    private final Set<Integer> codes;
    private final Optional<String> contains;
    private final Optional<Template> predicate;

    private ResponseFilter(Component filter) {
        this.action = filter.optionalText("action").map(Action::valueOf);
        this.failureType = filter.optionalText("failure_type");
        this.message = filter.optionalText("error_message").map(text -> Template.of(filter, "error_message"));
        this.codes = filter.values("http_codes").stream()
                .map(code -> Integer.valueOf(code.toString()))
                .collect(Collectors.toSet());
        this.contains = filter.optionalText("error_message_contains");
        this.predicate = filter.optionalText("predicate").map(text -> Template.of(filter, "predicate"));
        if (codes.isEmpty() && contains.isEmpty() && predicate.isEmpty()) {
            throw filter.refuse(
                    "http_codes",
                    "a filter without http_codes, error_message_contains and predicate fits nothing",
                    "give one of them");
        }
    }

    static ResponseFilter of(Component filter) {
        return new ResponseFilter(filter);
    }

    boolean looksAtBody(int status) {
        return contains.isPresent() || predicate.isPresent() || message.isPresent() && codes.contains(status);
    }

    boolean fits(Outcome outcome, Scope seen) {
        return codes.contains(outcome.status())
                || outcome.failure() == null
                        && (contains.filter(outcome.error()::contains).isPresent()
                                || predicate.filter(test -> test.truth(seen)).isPresent());
    }

    Verdict verdict(Outcome outcome, Scope seen, Backoffs backoffs) {
        Action chosen = action.orElseGet(() -> DefaultMapping.action(outcome));
        String said = message.map(text -> text.text(seen)).orElse("");
        ErrorClass errorClass = failureType.orElse("").equals("transient_error")
                        || failureType.isEmpty() && (chosen == Action.RETRY || chosen == Action.RATE_LIMITED)
                ? ErrorClass.TRANSIENT
                : ErrorClass.CONFIG;
        return new Verdict(chosen, errorClass, said, backoffs);
    }
}
