package io.headrace.http.front;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.http.declare.Declaration;
import io.headrace.http.declare.ManifestFrontEnd;
import io.headrace.http.declare.ManifestSettings;
import io.headrace.http.flat.ApiSettings;
import io.headrace.http.flat.FlatFrontEnd;
import io.headrace.http.spec.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Makes the declaration of a connector's keys: of a manifest where there is one, else of the flat keys. */
public final class FrontEnd {

    private FrontEnd() {}

    /**
     * The declaration; what is wrong is added to the problems, and then there is none.
     *
     * @param values of {@link SourceSettings#ALL} and {@link RequestSettings#ALL} at least
     */
    public static Optional<Declaration> read(Values values, Map<String, String> properties, Problems problems) {
        return read(values, properties, problems, (key, problem) -> problems.add(key, problem.toString()));
    }

    /**
     * As {@link #read(Values, Map, Problems)}.
     *
     * @param wrong told of what is wrong with a manifest's text, and under which key that stands, in place of the problems
     */
    public static Optional<Declaration> read(
            Values values, Map<String, String> properties, Problems problems, BiConsumer<Setting<?>, Problem> wrong) {
        if (ManifestSettings.isUsed(properties)) {
            refuseFlat(properties, problems);
            Optional<Declaration> declaration = ManifestFrontEnd.read(values, properties, problems, wrong);
            declaration.ifPresent(found -> checkTokens(found, values, problems));
            return declaration;
        }
        List<String> names = values.get(SourceSettings.STREAM_NAMES);
        checkNames(names, properties, problems);
        return FlatFrontEnd.read(values, names, properties, problems);
    }

    /** The settings that the connector's manifest asks for, with their documentation; none where there is none. */
    public static Settings asked(Values values, Map<String, String> properties) {
        return ManifestSettings.isUsed(properties) ? ManifestFrontEnd.settings(values) : Settings.of();
    }

    private static void checkTokens(Declaration declaration, Values values, Problems problems) {
        if (values.get(RequestSettings.TOKENS).isEmpty()) {
            SingleUse.in(declaration)
                    .ifPresent(place -> problems.add(
                            RequestSettings.TOKENS,
                            "it is missing; the refresh token at " + place
                                    + " works once, and the one that follows it must outlive a restart. Set it to a directory"
                                    + " (--token-directory on the command line), or take refresh_token_updater out if the token"
                                    + " stays valid."));
        }
    }

    private static void checkNames(List<String> names, Map<String, String> properties, Problems problems) {
        if (names.isEmpty()) {
            problems.add(
                    SourceSettings.STREAM_NAMES,
                    "it is missing; it must be the names of the streams. Set it, or give http.manifest.");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9_-]+")) {
                problems.add(
                        SourceSettings.STREAM_NAMES,
                        "'" + name
                                + "' is not allowed; a name must be of letters, digits, dashes and underscores. Rename it.");
            } else if (!seen.add(name)) {
                problems.add(SourceSettings.STREAM_NAMES, "'" + name + "' is there twice. Remove one.");
            }
        }
        properties.keySet().stream()
                .filter(ManifestSettings::isConfig)
                .sorted()
                .forEach(key ->
                        problems.add(key, "there is no manifest that asks for it. Remove it, or give http.manifest."));
    }

    private static void refuseFlat(Map<String, String> properties, Problems problems) {
        properties.keySet().stream()
                .filter(key -> key.startsWith(ApiSettings.STREAM_PREFIX)
                        || key.startsWith("http.auth.")
                        || key.equals("http.url")
                        || key.startsWith("http.headers.")
                        || key.equals("rate.limit"))
                .sorted()
                .forEach(key ->
                        problems.add(key, "it has no effect beside a manifest, which says this itself. Remove it."));
    }
}
