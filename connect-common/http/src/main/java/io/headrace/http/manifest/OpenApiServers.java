package io.headrace.http.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the address of an API; what varies becomes a setting. */
final class OpenApiServers {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    /** Of an address that may begin with a template. */
    private static final Pattern HOST = Pattern.compile("^(?:https?://(?:[^/{]|\\{\\{[^}]*}})+|\\{\\{[^}]*}})");

    private final OpenApiDocument document;
    private final Optional<String> origin;
    private final ImportedSettings settings;
    private final List<String> notes;

    /** @param origin where the document itself is, as {@code https://host} */
    OpenApiServers(OpenApiDocument document, Optional<String> origin, ImportedSettings settings, List<String> notes) {
        this.document = document;
        this.origin = origin;
        this.settings = settings;
        this.notes = notes;
    }

    String urlBase() {
        return document.isSwagger() ? swagger() : openApi();
    }

    private String swagger() {
        String path = document.text(document.root(), "basePath").orElse("");
        List<?> schemes = document.list(document.root(), "schemes");
        String scheme = schemes.contains("https") || schemes.isEmpty() ? "https" : String.valueOf(schemes.get(0));
        return document.text(document.root(), "host")
                .map(host -> scheme + "://" + host + path)
                .orElseGet(() -> asked() + path);
    }

    private String openApi() {
        List<?> servers = document.list(document.root(), "servers");
        if (servers.isEmpty()) {
            return asked();
        }
        Object server = servers.get(0);
        String url = document.text(server, "url").orElse("");
        Map<String, @Nullable Object> variables = document.object(server, "variables");
        Matcher matcher = VARIABLE.matcher(url);
        StringBuilder address = new StringBuilder();
        while (matcher.find()) {
            String name = OpenApiStream.snake(matcher.group(1));
            String doc = document.text(variables.get(matcher.group(1)), "description")
                    .orElse("The " + matcher.group(1) + " in the API's address.");
            String setting = document.text(variables.get(matcher.group(1)), "default")
                    .map(byDefault -> settings.withDefault(name, doc, byDefault))
                    .orElseGet(() -> settings.text(name, doc));
            matcher.appendReplacement(address, Matcher.quoteReplacement("{{ config['" + setting + "'] }}"));
        }
        matcher.appendTail(address);
        return url.startsWith("http") || url.startsWith("{") ? address.toString() : asked() + address;
    }

    /** An address that may be one at the API's host. */
    String absolute(String address) {
        if (!address.startsWith("/")) {
            return address;
        }
        Matcher host = HOST.matcher(urlBase());
        return (host.find() ? host.group() : asked()) + address;
    }

    private String asked() {
        if (origin.isPresent()) {
            return origin.get();
        }
        notes.add("The document does not say where the API is: base_url is a setting.");
        return "{{ config['" + settings.text("base_url", "Address of the API.") + "'] }}";
    }
}
