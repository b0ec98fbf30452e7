package io.headrace.http.client;

import io.headrace.http.spec.Component;
import io.headrace.http.template.DeepTemplate;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import io.headrace.http.wire.RequestOptions;
import io.headrace.http.wire.RequestOptions.Target;
import io.headrace.http.wire.RequestOptions.Where;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The compiled request of a requester: address, parameters, headers and body, and how they are made from templates. Immutable. */
final class Drafts {

    private final Component requester;
    private final Optional<Template> url;
    private final Optional<Template> base;
    private final Optional<Template> path;
    private final Optional<DeepTemplate> parameters;
    private final Optional<DeepTemplate> headers;
    private final String method;
    private final Bodies bodies;

    Drafts(Component requester) {
        this.requester = requester;
        this.url = template("url");
        this.base = template("url_base");
        this.path = template("path");
        this.parameters = deep("request_parameters");
        this.headers = deep("request_headers");
        this.method = requester.text("http_method");
        this.bodies = new Bodies(requester, method);
        if (url.isPresent() == base.isPresent()) {
            throw requester.refuse(
                    "url_base", "exactly one of url and url_base must be given", "give url_base and path");
        }
    }

    private Optional<Template> template(String field) {
        return requester.optionalText(field).map(text -> Template.of(requester, field));
    }

    /** Names of properties that are asked for are put in by their reader. */
    private Optional<DeepTemplate> deep(String field) {
        return requester
                .optionalValue(field)
                .map(written -> DeepTemplate.of(withoutComponents(written), requester.place(field)));
    }

    /** The address, or the beginning of it that holds the whole host, which the settings alone give; empty when the host depends on more. */
    Optional<HttpUrl> home(Scope settings) {
        String field = url.isPresent() ? "url" : "url_base";
        return Home.of(requester.text(field), requester.place(field), settings);
    }

    /** The request without credentials. */
    RequestDraft make(Scope scope, RequestOptions options) {
        RequestDraft draft = RequestDraft.of(method, parameters(address(scope), scope, options));
        for (Map.Entry<String, @Nullable Object> header :
                fields("request_headers", headers, scope).entrySet()) {
            draft = draft.header(header.getKey(), Json.plain(header.getValue()));
        }
        for (Map.Entry<Target, @Nullable Object> header :
                options.of(Where.HEADER).entrySet()) {
            draft = draft.header(header.getKey().name(), Json.plain(header.getValue()));
        }
        return draft.with(bodies.make(scope, options));
    }

    /** The request for the address of a next page: what the address says wins over parameters of the same name. */
    static RequestDraft follow(RequestDraft own, HttpUrl absolute) {
        HttpUrl.Builder merged = absolute.newBuilder();
        HttpUrl url = own.url();
        for (int i = 0; i < url.querySize(); i++) {
            if (!absolute.queryParameterNames().contains(url.queryParameterName(i))) {
                merged.addQueryParameter(url.queryParameterName(i), url.queryParameterValue(i));
            }
        }
        return own.to(merged.build());
    }

    private HttpUrl address(Scope scope) {
        String text =
                url.or(() -> base).map(template -> template.text(scope).strip()).orElse("");
        String tail = path.map(template -> template.text(scope).strip()).orElse("");
        String whole = tail.isEmpty() ? text : text.replaceAll("/+$", "") + "/" + tail.replaceAll("^/+", "");
        HttpUrl address = HttpUrl.parse(whole);
        if (address == null) {
            throw requester.refuse(
                    url.isPresent() ? "url" : "url_base",
                    "the template gives no address that begins with http:// or https:// and names a host",
                    "check the settings that it names");
        }
        if (!address.username().isEmpty() || !address.password().isEmpty()) {
            throw requester.refuse(
                    url.isPresent() ? "url" : "url_base",
                    "the address holds a user or password, which logs would show",
                    "use BasicHttpAuthenticator");
        }
        return address;
    }

    private HttpUrl parameters(HttpUrl address, Scope scope, RequestOptions options) {
        HttpUrl.Builder builder = address.newBuilder();
        Map<String, @Nullable Object> own = new LinkedHashMap<>(fields("request_parameters", parameters, scope));
        options.of(Where.PARAMETER).forEach((target, value) -> {
            if (own.containsKey(target.name())
                    && !Json.plain(own.get(target.name())).equals(Json.plain(value))) {
                throw requester.refuse(
                        "request_parameters",
                        "the parameter '" + target.name() + "' is given here and by another component",
                        "remove it here");
            }
            own.put(target.name(), value);
        });
        own.forEach((name, value) -> {
            if (!address.queryParameterNames().contains(name)) {
                RequestOptions.texts(value).forEach(text -> builder.addQueryParameter(name, text));
            }
        });
        return builder.build();
    }

    /** What an object of templates gives, or a template for an object. */
    private Map<String, @Nullable Object> fields(String field, Optional<DeepTemplate> template, Scope scope) {
        @Nullable Object value = template.map(deep -> deep.evaluate(scope)).orElse(null);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, text) -> fields.put(String.valueOf(name), text));
        } else if (value != null && !Json.plain(value).isBlank()) {
            fields.putAll(query(field, Json.plain(value)));
        }
        return fields;
    }

    /** What a text such as {@code a=1&b=2} says, or one of JSON. */
    private Map<String, @Nullable Object> query(String field, String text) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (Json.parse(text).orElse(null) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> fields.put(String.valueOf(name), value));
            return fields;
        }
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw requester.refuse(
                        field, "the template gives neither an object nor name=value pairs", "correct it");
            }
            fields.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return fields;
    }

    private static Object withoutComponents(Object written) {
        if (!(written instanceof Map<?, ?> map)) {
            return written;
        }
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(value instanceof Component)) {
                plain.put(String.valueOf(name), value);
            }
        });
        return plain;
    }
}
