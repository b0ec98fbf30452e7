package io.headrace.http.error;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The compiled error handler of a requester: the first filter that fits a response decides, over all handlers of a composite in order; where none fits, the default mapping does. Immutable and thread-safe.
 */
public final class ErrorHandler {

    private record Part(List<ResponseFilter> filters, Backoffs backoffs) {}

    private final List<Part> parts;

    private final boolean graphQl;

    private ErrorHandler(List<Part> parts, boolean graphQl) {
        this.parts = parts;
        this.graphQl = graphQl;
    }

    /** The default mapping alone. */
    public static ErrorHandler byDefault() {
        return new ErrorHandler(List.of(new Part(List.of(), Backoffs.byDefault())), false);
    }

    /** Compiles a {@code DefaultErrorHandler} or {@code CompositeErrorHandler}. */
    public static ErrorHandler of(Component component) {
        return new ErrorHandler(parts(component).toList(), false);
    }

    /** The same for answers to GraphQL queries: {@code errors} in the body fail where no filter says otherwise. */
    public ErrorHandler forGraphQl() {
        return new ErrorHandler(parts, true);
    }

    private static Stream<Part> parts(Component component) {
        return switch (component.type()) {
            case "DefaultErrorHandler" ->
                Stream.of(new Part(
                        component.children("response_filters").stream()
                                .map(ResponseFilter::of)
                                .toList(),
                        Backoffs.of(component)));
            case "CompositeErrorHandler" ->
                component.children("error_handlers").stream().flatMap(ErrorHandler::parts);
            default ->
                throw component.refuse(
                        "type",
                        component.type() + " is no error handler that this engine has",
                        "use DefaultErrorHandler or CompositeErrorHandler");
        };
    }

    /** Whether somebody looks at the body of a response with this status; only then it is read ahead. */
    public boolean looksAtBody(int status) {
        return graphQl
                || parts.stream()
                        .flatMap(part -> part.filters().stream())
                        .anyMatch(filter -> filter.looksAtBody(status));
    }

    /** What is done about an outcome. */
    public Verdict judge(Outcome response, Scope scope) {
        Outcome outcome = graphQl ? response.ofGraphQl() : response;
        Scope seen = outcome.seenBy(scope);
        for (Part part : parts) {
            Optional<ResponseFilter> fit = part.filters().stream()
                    .filter(filter -> filter.fits(outcome, seen))
                    .findFirst();
            if (fit.isPresent()) {
                return fit.get().verdict(outcome, seen, part.backoffs());
            }
        }
        return DefaultMapping.verdict(outcome, parts.get(0).backoffs());
    }
}
