package io.headrace.http.auth;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import io.headrace.http.wire.Body;
import io.headrace.http.wire.RequestDraft;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;

/** Signs each request by OAuth 1.0a (<a href="https://www.rfc-editor.org/rfc/rfc5849">RFC 5849</a>); the credentials go into the Authorization header. */
final class OAuth1 implements Authenticator {

    private static final int NONCE_BYTES = 16;

    /** A name and a value, both encoded. */
    private record Pair(String name, String value) {

        String text() {
            return name + "=" + value;
        }
    }

    private final Component component;
    private final Template consumerSecret;
    private final String method;

    OAuth1(Component component) {
        this.component = component;
        this.consumerSecret = Template.of(component, "consumer_secret");
        this.method = component.text("signature_method");
    }

    @Override
    public Signing sign(RequestDraft draft, AuthTools tools) {
        byte[] nonce = new byte[NONCE_BYTES];
        tools.random().nextBytes(nonce);
        return Authenticators.signed(sign(
                draft,
                tools,
                HexFormat.of().formatHex(nonce),
                tools.clock().instant().getEpochSecond()));
    }

    RequestDraft sign(RequestDraft draft, AuthTools tools, String nonce, long timestamp) {
        Scope scope = tools.scope();
        String token = text("token", scope);
        Map<String, String> protocol = new LinkedHashMap<>();
        protocol.put("oauth_consumer_key", text("consumer_key", scope));
        if (!token.isEmpty()) {
            protocol.put("oauth_token", token);
            tools.redactor().learn(token);
        }
        protocol.put("oauth_signature_method", method);
        protocol.put("oauth_timestamp", Long.toString(timestamp));
        protocol.put("oauth_nonce", nonce);
        protocol.put("oauth_version", "1.0");
        String key = encode(Authenticators.secret(component, "consumer_secret", consumerSecret, tools)) + "&"
                + encode(text("token_secret", scope));
        tools.redactor().learn(text("token_secret", scope));
        protocol.put("oauth_signature", signature(key, base(draft, protocol)));
        String realm = text("realm", scope);
        String header = protocol.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=\"" + encode(entry.getValue()) + "\"")
                .collect(Collectors.joining(", ", realm.isEmpty() ? "OAuth " : "OAuth realm=\"" + realm + "\", ", ""));
        // The header differs each time and holds no secret that is not known by itself.
        return draft.header("Authorization", header).hiding("Authorization");
    }

    /** What is signed (RFC 5849, 3.4.1): the method, the address without query, and all parameters in order. */
    static String base(RequestDraft draft, Map<String, String> protocol) {
        HttpUrl url = draft.url();
        List<Pair> pairs = new ArrayList<>();
        protocol.forEach((name, value) -> pairs.add(new Pair(encode(name), encode(value))));
        for (int i = 0; i < url.querySize(); i++) {
            String value = url.queryParameterValue(i);
            pairs.add(new Pair(encode(url.queryParameterName(i)), encode(value == null ? "" : value)));
        }
        if (draft.body() instanceof Body.Form form) {
            form.fields()
                    .forEach((name, values) ->
                            values.forEach(value -> pairs.add(new Pair(encode(name), encode(value)))));
        }
        String parameters = pairs.stream()
                .sorted(Comparator.comparing(Pair::name).thenComparing(Pair::value))
                .map(Pair::text)
                .collect(Collectors.joining("&"));
        boolean usual = url.port() == HttpUrl.defaultPort(url.scheme());
        String address = url.scheme() + "://" + url.host() + (usual ? "" : ":" + url.port()) + url.encodedPath();
        return draft.method().toUpperCase(Locale.ROOT) + "&" + encode(address) + "&" + encode(parameters);
    }

    private String signature(String key, String base) {
        if (method.equals("PLAINTEXT")) {
            return key;
        }
        String algorithm = "HmacSHA" + method.substring("HMAC-SHA".length());
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    /** RFC 5849, 3.6; Java's form encoding differs in three characters. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private String text(String field, Scope scope) {
        return Template.optional(component, field)
                .map(template -> template.text(scope))
                .orElse("");
    }
}
