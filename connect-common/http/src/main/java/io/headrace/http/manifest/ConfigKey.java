package io.headrace.http.manifest;

import java.util.List;
import java.util.Optional;

/**
 * A setting that a manifest asks its user for.
 *
 * @param path where templates find it below {@code config}
 * @param kind what its text stands for
 * @param secret whether it must not be shown
 * @param required whether it must be given; a setting of only some of several alternatives never is
 * @param byDefault what holds where it is left out, as plain JSON
 * @param choices the values that are allowed; empty if there is no such list
 * @param pattern a regular expression that the whole text must contain
 * @param doc what it means, in the manifest's words; may be empty
 */
public record ConfigKey(
        List<String> path,
        Kind kind,
        boolean secret,
        boolean required,
        Optional<Object> byDefault,
        List<Object> choices,
        Optional<String> pattern,
        String doc) {

    /** What the text of a setting stands for. */
    public enum Kind {
        TEXT,
        INTEGER,
        NUMBER,
        BOOLEAN,
        /** Texts between commas, or a JSON array. */
        LIST,
        /** A JSON object. */
        OBJECT
    }

    /** The key of the connector's configuration, {@code config.credentials.client_id} for example. */
    public String key() {
        return "config." + String.join(".", path);
    }
}
