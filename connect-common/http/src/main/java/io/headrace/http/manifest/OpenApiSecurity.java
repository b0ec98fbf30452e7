package io.headrace.http.manifest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes an authenticator of the security schemes of an OpenAPI document: the first that all operations ask for and that is known. */
final class OpenApiSecurity {

    /** Those that need nobody at a screen first, in the words of OpenAPI 3 and Swagger 2. */
    private static final List<String> FLOWS =
            List.of("clientCredentials", "application", "authorizationCode", "accessCode", "password");

    private final OpenApiDocument document;
    private final OpenApiServers servers;
    private final ImportedSettings settings;
    private final List<String> notes;

    OpenApiSecurity(OpenApiDocument document, OpenApiServers servers, ImportedSettings settings, List<String> notes) {
        this.document = document;
        this.servers = servers;
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
        askedForMost()
                .filter(name -> schemes.containsKey(name) && !names.contains(name))
                .forEach(names::add);
        schemes.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    /** What the operations ask for that read, each for itself; first what most of them do. */
    private Stream<String> askedForMost() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Object path : document.object(document.root(), "paths").values()) {
            for (Object requirement : document.list(document.object(path, "get"), "security")) {
                OpenApiDocument.map(requirement).keySet().forEach(name -> counts.merge(name, 1L, Long::sum));
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey);
    }

    private Optional<Map<String, Object>> one(Map<String, @Nullable Object> scheme) {
        String kind = String.valueOf(scheme.get("type"));
        if (kind.equals("http")) {
            kind = String.valueOf(scheme.get("scheme")).toLowerCase(Locale.ROOT);
        }
        return switch (kind) {
            case "basic" -> Optional.of(basic());
            case "bearer", "openIdConnect" -> Optional.of(bearer());
            case "apiKey" -> apiKey(scheme);
            case "oauth2" -> oauth(scheme);
            default -> Optional.empty();
        };
    }

    private Map<String, Object> bearer() {
        return component("BearerAuthenticator", Map.of("api_token", secret("api_token", "Token of the API.")));
    }

    private Map<String, Object> basic() {
        return component("BasicHttpAuthenticator", user());
    }

    private Optional<Map<String, Object>> apiKey(Map<String, @Nullable Object> scheme) {
        String where = String.valueOf(scheme.get("in"));
        if (!List.of("header", "query", "cookie").contains(where)) {
            return Optional.empty();
        }
        boolean cookie = where.equals("cookie");
        String name = String.valueOf(scheme.get("name"));
        Map<String, Object> option = new LinkedHashMap<>();
        option.put("type", "RequestOption");
        option.put("inject_into", where.equals("query") ? "request_parameter" : "header");
        option.put("field_name", cookie ? "Cookie" : name);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("api_token", (cookie ? name + "=" : "") + secret("api_key", "Key of the API."));
        fields.put("inject_into", option);
        return Optional.of(component("ApiKeyAuthenticator", fields));
    }

    private Optional<Map<String, Object>> oauth(Map<String, @Nullable Object> scheme) {
        Map<String, @Nullable Object> flows = document.isSwagger()
                ? Map.of(String.valueOf(scheme.get("flow")), scheme)
                : document.object(scheme, "flows");
        for (String flow : FLOWS) {
            Optional<String> url =
                    document.text(flows.get(flow), "refreshUrl").or(() -> document.text(flows.get(flow), "tokenUrl"));
            if (url.isEmpty()) {
                continue;
            }
            boolean client = flow.equals("clientCredentials") || flow.equals("application");
            boolean password = flow.equals("password");
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("token_refresh_endpoint", servers.absolute(url.get()));
            fields.put("grant_type", client ? "client_credentials" : password ? "password" : "refresh_token");
            fields.put("client_id", "{{ config['" + settings.text("client_id", "Client of the API.") + "'] }}");
            fields.put("client_secret", secret("client_secret", "Secret of the client."));
            if (password) {
                fields.put("refresh_request_body", user());
            } else if (!client) {
                fields.put("refresh_token", secret("refresh_token", "Token that gives access tokens."));
            }
            List<String> scopes =
                    List.copyOf(document.object(flows.get(flow), "scopes").keySet());
            if (client && !scopes.isEmpty()) {
                fields.put("scopes", scopes);
            }
            return Optional.of(component("OAuthAuthenticator", fields));
        }
        return flows.isEmpty() ? Optional.empty() : Optional.of(bearer());
    }

    private Map<String, Object> user() {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("username", "{{ config['" + settings.text("username", "User of the API.") + "'] }}");
        user.put("password", secret("password", "Password of the user."));
        return user;
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
