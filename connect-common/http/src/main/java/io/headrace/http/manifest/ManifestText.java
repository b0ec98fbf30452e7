package io.headrace.http.manifest;

import io.headrace.http.spec.Place;
import io.headrace.http.spec.SpecException;
import io.headrace.http.spec.Written;

/** Reads the text of a manifest, JSON where it begins with a brace and YAML otherwise. */
public final class ManifestText {

    private ManifestText() {}

    /** @throws SpecException if the text is neither */
    public static Written.Obj read(String text) {
        Written written = text.stripLeading().startsWith("{") ? JsonText.read(text) : YamlText.read(text);
        if (written instanceof Written.Obj obj) {
            return obj;
        }
        throw new SpecException(
                new Place("$", 1), "an object is wanted here, with fields such as 'streams'", "write one");
    }
}
