package io.headrace.http.client;

import io.headrace.http.spec.Component;
import io.headrace.http.template.DeepTemplate;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Body;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestOptions;
import io.headrace.http.wire.RequestOptions.Target;
import io.headrace.http.wire.RequestOptions.Where;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The compiled body of a requester, in either the newer form {@code request_body} or the older ones. Immutable. */
final class Bodies {

    private enum Kind {
        NONE,
        TEXT_OR_FORM,
        JSON
    }

    /** The begin of a GraphQL document; two braces begin a template. */
    private static final Pattern GRAPHQL = Pattern.compile("^\\s*(query\\b|mutation\\b|\\{(?![{%]))");

    private final Component requester;
    private final String method;
    private final Kind kind;
    private final Component owner;
    private final String field;
    private final boolean isText;
    private final Optional<DeepTemplate> template;

    Bodies(Component requester, String method) {
        this.requester = requester;
        this.method = method;
        Optional<Component> body = requester.optionalChild("request_body");
        if (List.of(body.isPresent(), requester.has("request_body_data"), requester.has("request_body_json")).stream()
                        .filter(given -> given)
                        .count()
                > 1) {
            throw requester.refuse("request_body", "a request has one body, and several are given", "keep one of them");
        }
        this.owner = body.orElse(requester);
        this.field = body.isPresent()
                ? "value"
                : requester.has("request_body_json") ? "request_body_json" : "request_body_data";
        this.kind = kind(body);
        Object written = kind == Kind.NONE ? "" : owner.optionalValue(field).orElse("");
        this.isText = written instanceof String;
        this.template = kind == Kind.NONE ? Optional.empty() : Optional.of(template(written));
        if (method.equals("GET") && kind != Kind.NONE) {
            throw refuseGet();
        }
    }

    /** Whether a requester sends GraphQL queries, in the body of that name or in one of JSON. */
    static boolean isGraphQl(Component requester) {
        return requester
                        .optionalChild("request_body")
                        .filter(body -> body.type().equals("RequestBodyGraphQL"))
                        .isPresent()
                || requester.optionalValue("request_body_json").orElse("") instanceof Map<?, ?> body
                        && body.get("query") instanceof String query
                        && GRAPHQL.matcher(query).find();
    }

    private RuntimeException refuseGet() {
        return requester.refuse(
                "http_method", "a GET request carries no body", "use POST, or put the values into parameters");
    }

    private Kind kind(Optional<Component> body) {
        if (body.isPresent()) {
            return switch (body.get().type()) {
                case "RequestBodyPlainText", "RequestBodyUrlEncodedForm" -> Kind.TEXT_OR_FORM;
                case "RequestBodyJsonObject", "RequestBodyGraphQL" -> Kind.JSON;
                default ->
                    throw body.get()
                            .refuse(
                                    "type",
                                    body.get().type() + " is no body that this engine has",
                                    "use one of those in the reference");
            };
        }
        return requester.has("request_body_json")
                ? Kind.JSON
                : requester.has("request_body_data") ? Kind.TEXT_OR_FORM : Kind.NONE;
    }

    Body make(Scope scope, RequestOptions options) {
        Map<Target, @Nullable Object> form = options.of(Where.FORM);
        Map<Target, @Nullable Object> json = options.of(Where.JSON);
        if (kind == Kind.NONE && form.isEmpty() && json.isEmpty()) {
            return new Body.None();
        }
        if (method.equals("GET")) {
            throw refuseGet();
        }
        if (kind == Kind.JSON && !form.isEmpty()
                || kind == Kind.TEXT_OR_FORM && !json.isEmpty()
                || !form.isEmpty() && !json.isEmpty()) {
            throw requester.refuse(
                    "request_body",
                    "one component needs a form body and another a JSON body",
                    "use body_data or body_json throughout");
        }
        return kind == Kind.JSON || !json.isEmpty() ? json(scope, json) : form(scope, form);
    }

    private DeepTemplate template(Object written) {
        return DeepTemplate.of(written instanceof Component graphQl ? query(graphQl) : written, owner.place(field));
    }

    /** A GraphQL query with its variables and whatever else is declared beside them. */
    private static Map<String, Object> query(Component graphQl) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("query", graphQl.text("query"));
        graphQl.fields().forEach(name -> graphQl.optionalValue(name).ifPresent(value -> body.put(name, value)));
        return body;
    }

    private @Nullable Object written(Scope scope) {
        return template.map(deep -> deep.evaluate(scope)).orElse(null);
    }

    private Body json(Scope scope, Map<Target, @Nullable Object> injected) {
        @Nullable Object value = written(scope);
        if (value instanceof String text && isText) {
            value = Json.parse(text)
                    .orElseThrow(() -> requester.refuse(field, "the template gives no JSON", "correct the template"));
        }
        Body.Json body = new Body.Json(value == null ? Map.of() : value);
        for (Map.Entry<Target, @Nullable Object> one : injected.entrySet()) {
            body = body.with(one.getKey().path(), one.getValue());
        }
        return body;
    }

    private Body form(Scope scope, Map<Target, @Nullable Object> injected) {
        @Nullable Object value = written(scope);
        if (!(value instanceof Map<?, ?>) && value != null && injected.isEmpty()) {
            return new Body.Text(Json.plain(value));
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, text) -> fields.put(String.valueOf(name), RequestOptions.texts(text)));
        } else if (value != null) {
            throw requester.refuse(
                    "request_body", "fields cannot be put into a body of text", "declare the body as a form");
        }
        injected.forEach((target, text) -> fields.put(target.name(), RequestOptions.texts(text)));
        return new Body.Form(fields);
    }
}
