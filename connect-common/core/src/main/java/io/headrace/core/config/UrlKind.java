package io.headrace.core.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A URL without user and password. Connect logs connector configs and its REST API shows them, so no error here echoes more of a URL than its scheme.
 *
 * @param schemes the schemes allowed; none means any
 */
record UrlKind(List<String> schemes) implements Kind<URI> {

    private static final Pattern SHAPE = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
    private static final Pattern PORT = Pattern.compile(":[0-9]*");
    private static final Pattern LOGIN_PARAMETER =
            Pattern.compile("(?i)(user|username|[^=]*(password|passwd|pwd|secret|token)[^=]*)=.*");
    private static final String NOT_SHOWN = "it is not a URL (not shown, as it may hold a password)";

    @Override
    public ConfigDef.Type type() {
        return ConfigDef.Type.STRING;
    }

    @Override
    public String noun() {
        return "URL";
    }

    @Override
    public String allowed() {
        return schemes.isEmpty()
                ? "a URL with a scheme, without user and password"
                : "a URL that begins with " + starts() + ", without user and password";
    }

    @Override
    public URI parse(String text) throws RefusedException {
        String trimmed = text.trim();
        var shape = SHAPE.matcher(trimmed);
        if (!shape.matches()) {
            throw refused(NOT_SHOWN);
        }
        String scheme = shape.group(1).toLowerCase(Locale.ROOT);
        if (!schemes.isEmpty() && !schemes.contains(scheme)) {
            throw new RefusedException(
                    "the scheme '" + scheme + "' is not allowed",
                    (schemes.size() == 1 ? "" : "one of ") + String.join(", ", schemes),
                    "Set it to a URL that begins with " + starts(),
                    true);
        }
        if (namesLogin(shape.group(2))) {
            throw new RefusedException(
                    "it holds a user or a password (not shown)",
                    "a URL without them, because logs and the REST API show URLs",
                    "Move them to the settings username and password, and write any other @ as %40",
                    false);
        }
        URI url = read(trimmed);
        if (!portIsNumber(url)) {
            throw refused("its port is not a number (not shown, as it may be part of a password)");
        }
        return url;
    }

    @Override
    public RefusedException refuse(String text) {
        return refused(NOT_SHOWN);
    }

    @Override
    public String render(URI value) {
        return value.toString();
    }

    private URI read(String text) throws RefusedException {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused(NOT_SHOWN);
        }
    }

    private RefusedException refused(String what) {
        return new RefusedException(what, allowed(), "Set it to such a URL", true);
    }

    private String starts() {
        return String.join(
                " or ", schemes.stream().map(scheme -> scheme + "://").toList());
    }

    /** Looks at the raw text, because a password with odd characters moves the borders of the parts. */
    private static boolean namesLogin(String afterScheme) {
        String authority = afterScheme.split("[/?]", 2)[0];
        boolean mayBeCutInTwo = authority.contains(":") || afterScheme.contains("#");
        if ((mayBeCutInTwo ? afterScheme : authority).contains("@")) {
            return true;
        }
        int query = afterScheme.indexOf('?');
        if (query < 0) {
            return false;
        }
        for (String parameter : afterScheme.substring(query + 1).split("[&;]")) {
            if (LOGIN_PARAMETER.matcher(parameter).matches()) {
                return true;
            }
        }
        return false;
    }

    /** {@code java.net.URI} takes anything for an authority it cannot read, so {@code u:pa/ss@host} would pass as host and port. */
    private static boolean portIsNumber(URI url) {
        String authority = url.getRawAuthority();
        if (authority == null) {
            return true;
        }
        for (String host : authority.split(",")) {
            int colon = host.indexOf(':', host.lastIndexOf(']') + 1);
            if (colon >= 0 && !PORT.matcher(host.substring(colon)).matches()) {
                return false;
            }
        }
        return true;
    }
}
