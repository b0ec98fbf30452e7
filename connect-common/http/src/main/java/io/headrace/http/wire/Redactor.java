package io.headrace.http.wire;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text that a person may read. It knows the secrets of the configuration and learns those that logins bring; whatever passes through
 * {@link #clean} holds none of them, whoever put them there: a server's error message may repeat the token it was sent. Thread-safe.
 */
public final class Redactor {

    /** Shorter ones would hide half of every text, and protect nothing. */
    private static final int SHORTEST = 4;

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i).*(token|secret|password|passwd|apikey|api[-_]key|signature|credential|auth|session|assertion|(^|[-_.])(key|sig|code)$).*");

    /** Tokens come and go; of those that were learnt, so many are remembered. */
    private static final int MOST = 300;

    /** Those of the settings; guarded by this. */
    private final Set<String> given = new LinkedHashSet<>();

    /** Those that came by, in their order; guarded by this. */
    private final Set<String> learnt = new LinkedHashSet<>();

    private volatile List<String> longestFirst = List.of();

    /** Learns a secret that came by, also in the form that a URL gives it. */
    public void learn(@Nullable String secret) {
        if (secret != null && !longestFirst.contains(secret)) {
            add(learnt, secret);
        }
    }

    /** Takes a secret of the settings; it is never forgotten. */
    public void take(Secret secret) {
        add(given, secret.value());
    }

    private synchronized void add(Set<String> secrets, String secret) {
        if (secret.strip().length() < SHORTEST) {
            return;
        }
        secrets.add(secret);
        secrets.add(secret.strip());
        secrets.add(URLEncoder.encode(secret.strip(), StandardCharsets.UTF_8));
        while (learnt.size() > MOST) {
            learnt.remove(learnt.iterator().next());
        }
        longestFirst = Stream.concat(given.stream(), learnt.stream())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text with every known secret replaced. */
    public String clean(String text) {
        String clean = text;
        for (String secret : longestFirst) {
            clean = clean.replace(secret, Secret.HIDDEN);
        }
        return clean;
    }

    /** A failure may quote what a response says, such as the address of a next page: the same without secrets; itself where it has none. */
    public HeadraceException clean(HeadraceException failure) {
        String text = String.valueOf(failure.getMessage());
        String clean = clean(text);
        return clean.equals(text) ? failure : new HeadraceException(failure.errorClass(), clean);
    }

    /** A URL for people: without user, password and fragment, and with the values hidden that are secret by name or known to be. */
    public String url(HttpUrl url) {
        HttpUrl.Builder shown =
                url.newBuilder().username("").password("").fragment(null).query(null);
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < url.querySize(); i++) {
            String name = url.queryParameterName(i);
            String value = url.queryParameterValue(i);
            query.append(i == 0 ? '?' : '&').append(name).append('=');
            query.append(isSecretName(name) ? Secret.HIDDEN : value == null ? "" : value);
        }
        return clean(shown.build() + query.toString());
    }

    /** Whether a header, parameter or field of this name is taken for a secret, whatever its value. */
    public static boolean isSecretName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET_NAME.matcher(lower).matches() && !lower.contains("page") && !lower.contains("next");
    }
}
