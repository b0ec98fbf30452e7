package io.headrace.http.budget;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import okhttp3.HttpUrl;

/** A compiled {@code HttpRequestRegexMatcher}: which requests a quota counts, and as how many. The pattern may fit any part of the path, as in the airbyte-cdk. */
public final class CallMatcher {

    private final Optional<String> method;
    private final Optional<HttpUrl> base;
    private final Optional<Pattern> path;
    private final Map<String, String> params;
    private final Map<String, String> headers;
    private final int weight;

    private CallMatcher(Component matcher, Scope scope) {
        this.method = matcher.optionalText("method");
        this.base = matcher.optionalText("url_base").map(text -> base(matcher, text));
        this.path = matcher.optionalText("url_path_pattern").map(text -> pattern(matcher, text));
        this.params = texts(matcher, "params");
        this.headers = texts(matcher, "headers");
        this.weight = matcher.has("weight") ? Calls.number(matcher, "weight", scope) : 1;
    }

    /** Compiles a component. */
    public static CallMatcher of(Component matcher, Scope scope) {
        return new CallMatcher(matcher, scope);
    }

    /** Whether one of them fits, or there are none: then every request does. */
    public static Optional<Integer> weight(List<CallMatcher> matchers, RequestDraft draft) {
        return matchers.isEmpty()
                ? Optional.of(1)
                : matchers.stream()
                        .filter(matcher -> matcher.fits(draft))
                        .map(matcher -> matcher.weight)
                        .findFirst();
    }

    private boolean fits(RequestDraft draft) {
        HttpUrl url = draft.url();
        return method.map(name -> name.equalsIgnoreCase(draft.method())).orElse(true)
                && base.map(url0 -> url0.scheme().equals(url.scheme())
                                && url0.host().equals(url.host())
                                && url0.port() == url.port())
                        .orElse(true)
                && path.map(pattern -> pattern.matcher(url.encodedPath().replaceAll("/+$", ""))
                                .find())
                        .orElse(true)
                && params.entrySet().stream()
                        .allMatch(param -> param.getValue().equals(url.queryParameter(param.getKey())))
                && headers.entrySet().stream()
                        .allMatch(header ->
                                header.getValue().equals(draft.headers().get(header.getKey())));
    }

    private static HttpUrl base(Component matcher, String text) {
        HttpUrl url = HttpUrl.parse(text);
        if (url == null) {
            throw matcher.refuse("url_base", "'" + text + "' is no address", "write one like https://api.example.com");
        }
        return url;
    }

    private static Pattern pattern(Component matcher, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw matcher.refuse(
                    "url_path_pattern", "'" + text + "' is no regular expression: " + e.getDescription(), "correct it");
        }
    }

    private static Map<String, String> texts(Component matcher, String field) {
        Map<String, String> texts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        if (matcher.optionalValue(field).orElse(Map.of()) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), Json.plain(value)));
        }
        return texts;
    }
}
