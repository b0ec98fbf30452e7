package io.headrace.http.page;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Addresses of next pages, made absolute. Where a requester has {@code url_base}, a relative address continues it, as in Airbyte, unless it repeats the base's own path; where it has
 * {@code url}, the address is resolved against that (RFC 3986).
 */
public record Addresses(Optional<Template> base, Optional<Template> path, Optional<Template> url) {

    /** The addresses of a requester. */
    public static Addresses of(Component requester) {
        return new Addresses(
                Template.optional(requester, "url_base"),
                Template.optional(requester, "path"),
                Template.optional(requester, "url"));
    }

    /** @throws HeadraceException of class CONFIG when it is no address */
    public HttpUrl absolute(String address, Scope scope) {
        HttpUrl whole = HttpUrl.parse(address);
        if (whole == null) {
            HttpUrl root = HttpUrl.parse(root(address, scope));
            whole = root == null ? null : root.resolve(relative(address, root));
        }
        if (whole == null) {
            throw HeadraceException.config("The address of a next page, '" + address
                    + "', is none that HTTP knows; http and https are allowed. Mend cursor_value of the paginator");
        }
        return whole;
    }

    private String root(String address, Scope scope) {
        if (base.isEmpty()) {
            return text(url, scope);
        }
        String start = text(base, scope).replaceAll("/+$", "") + "/";
        return address.startsWith("?") ? start + text(path, scope).replaceAll("^/+", "") : start;
    }

    private String relative(String address, HttpUrl root) {
        if (base.isEmpty() || !address.startsWith("/") || address.startsWith("//")) {
            return address;
        }
        String own = root.encodedPath().replaceAll("/+$", "");
        boolean repeats = address.matches(Pattern.quote(own) + "([/?].*)?");
        return repeats ? address : address.replaceAll("^/+", "");
    }

    private static String text(Optional<Template> template, Scope scope) {
        return template.map(each -> each.text(scope)).orElse("");
    }
}
