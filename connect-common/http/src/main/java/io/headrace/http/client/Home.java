package io.headrace.http.client;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.spec.Place;
import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * Finds the host that belongs to a declaration: the one that a template gives without anything that came from a response. Expressions may follow behind the host; what is cut off there must not
 * be able to lengthen its name, so the beginning must have something that ends a host.
 */
final class Home {

    private static final Pattern WHOLE_HOST =
            Pattern.compile("https?://[^/?#]+[/?#].*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Home() {}

    static Optional<HttpUrl> of(String text, Place place, Scope settings) {
        Optional<HttpUrl> whole = evaluated(text, place, settings).flatMap(Home::parsed);
        for (int end = text.length(); whole.isEmpty() && end > 0; ) {
            end = Math.max(text.lastIndexOf("{{", end - 1), text.lastIndexOf("{%", end - 1));
            whole = end <= 0
                    ? Optional.empty()
                    : evaluated(text.substring(0, end), place, settings)
                            .filter(beginning -> WHOLE_HOST.matcher(beginning).matches())
                            .flatMap(Home::parsed);
        }
        return whole;
    }

    private static Optional<HttpUrl> parsed(String address) {
        return Optional.ofNullable(HttpUrl.parse(address));
    }

    /** Empty where the text is no template, because it was cut inside a block, or cannot be evaluated without more. */
    private static Optional<String> evaluated(String text, Place place, Scope settings) {
        try {
            return Optional.of(Template.of(text, place).text(settings).strip());
        } catch (HeadraceException e) {
            return Optional.empty();
        }
    }
}
