package io.headrace.http.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an authenticator of the security schemes of an OpenAPI document: the first that all operations ask for and that is known. */
final class OpenApiSecurity {

    private final OpenApiDocument document;
    private final ImportedSettings settings;
    private final List<String> notes;

    OpenApiSecurity(OpenApiDocument document, ImportedSettings settings, List<String> notes) {
        this.document = document;
        this.settings = settings;
        this.notes = notes;
    }

    Map<String, Object> authenticator() {
        Map<String, @Nullable Object> schemes = document.isSwagger()
                ? document.object(document.root(), "securityDefinitions")
                : document.object(document.root(), "components", "securitySchemes");
        for (String name : inOrder(schemes)) {
            Map<String, @Nullable Object> scheme = document.object(schemes, name);
            Optional<Map<String, Object>> authenticator = one(scheme);
            if (authenticator.isPresent()) {
                if (schemes.size() > 1) {
                    notes.add(
                            "The login is that of '" + name + "', one of " + String.join(", ", schemes.keySet()) + ".");
                }
                return authenticator.get();
            }
        }
        if (!schemes.isEmpty()) {
            notes.add("The login is missing: none of " + String.join(", ", schemes.keySet()) + " is of a known kind.");
        }
        return Map.of("type", "NoAuth");
    }

    /** Those that all operations ask for come first. */
    private List<String> inOrder(Map<String, @Nullable Object> schemes) {
        List<String> names = new ArrayList<>();
        for (Object requirement : document.list(document.root(), "security")) {
            OpenApiDocument.map(requirement).keySet().stream()
                    .filter(schemes::containsKey)
                    .forEach(names::add);
        }
        schemes.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    private Optional<Map<String, Object>> one(Map<String, @Nullable Object> scheme) {
        String kind = String.valueOf(scheme.get("type"));
        if (kind.equals("http")) {
            kind = String.valueOf(scheme.get("scheme")).toLowerCase(Locale.ROOT);
        }
        return switch (kind) {
            case "basic" -> Optional.of(basic());
            case "bearer" ->
                Optional.of(component(
                        "BearerAuthenticator", Map.of("api_token", secret("api_token", "Token of the API."))));
            case "apiKey" -> apiKey(scheme);
            case "oauth2" -> oauth(scheme);
            default -> Optional.empty();
        };
    }

    private Map<String, Object> basic() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("username", "{{ config['" + settings.text("username", "User of the API.") + "'] }}");
        fields.put("password", secret("password", "Password of the user."));
        return component("BasicHttpAuthenticator", fields);
    }

    private Optional<Map<String, Object>> apiKey(Map<String, @Nullable Object> scheme) {
        String where = String.valueOf(scheme.get("in"));
        if (!where.equals("header") && !where.equals("query")) {
            return Optional.empty();
        }
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("type", "RequestOption");
        option.put("inject_into", where.equals("header") ? "header" : "request_parameter");
        option.put("field_name", String.valueOf(scheme.get("name")));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("api_token", secret("api_key", "Key of the API."));
        fields.put("inject_into", option);
        return Optional.of(component("ApiKeyAuthenticator", fields));
    }

    private Optional<Map<String, Object>> oauth(Map<String, @Nullable Object> scheme) {
        Map<String, @Nullable Object> flows = document.isSwagger()
                ? Map.of(String.valueOf(scheme.get("flow")), scheme)
                : document.object(scheme, "flows");
        for (String flow : List.of("clientCredentials", "application", "authorizationCode", "accessCode")) {
            Optional<String> url =
                    document.text(flows.get(flow), "refreshUrl").or(() -> document.text(flows.get(flow), "tokenUrl"));
            if (url.isEmpty()) {
                continue;
            }
            boolean client = flow.equals("clientCredentials") || flow.equals("application");
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("token_refresh_endpoint", url.get());
            fields.put("grant_type", client ? "client_credentials" : "refresh_token");
            fields.put("client_id", "{{ config['" + settings.text("client_id", "Client of the API.") + "'] }}");
            fields.put("client_secret", secret("client_secret", "Secret of the client."));
            if (!client) {
                fields.put("refresh_token", secret("refresh_token", "Token that gives access tokens."));
            }
            List<String> scopes =
                    List.copyOf(document.object(flows.get(flow), "scopes").keySet());
            if (client && !scopes.isEmpty()) {
                fields.put("scopes", scopes);
            }
            return Optional.of(component("OAuthAuthenticator", fields));
        }
        return Optional.empty();
    }

    private String secret(String name, String doc) {
        return "{{ config['" + settings.secret(name, doc) + "'] }}";
    }

    private static Map<String, Object> component(String type, Map<String, Object> fields) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", type);
        component.putAll(fields);
        return component;
    }
}
