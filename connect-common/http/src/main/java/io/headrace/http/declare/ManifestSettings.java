package io.headrace.http.declare;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import java.util.Map;
import java.util.Optional;

/** The keys of a declaration that is a manifest. */
public final class ManifestSettings {

    /** What the settings begin with that a manifest asks for. */
    public static final String CONFIG_PREFIX = "config.";

    private static final String RELOAD = "config.action.reload";

    /** What is done about a stream that the engine cannot read. */
    public enum Unsupported {
        /** The configuration is refused. */
        FAIL,
        /** The others run. */
        SKIP_STREAM
    }

    private static final String GROUP = "Manifest";

    public static final Setting<Optional<String>> MANIFEST = Setting.string("http.manifest")
            .important()
            .group(GROUP)
            .doc(
                    "A declaration of streams in Airbyte's low-code language, YAML or JSON, as text. It takes the place of http.url and the keys of streams.")
            .optional()
            .build();

    public static final Setting<Optional<String>> FILE = Setting.string("http.manifest.file")
            .important()
            .group(GROUP)
            .doc("A file on every worker that holds the manifest, in place of http.manifest.")
            .optional()
            .build();

    public static final Setting<Unsupported> UNSUPPORTED = Setting.oneOf("manifest.unsupported", Unsupported.class)
            .defaultsTo(Unsupported.FAIL)
            .group(GROUP)
            .doc(
                    "What is done about streams of the manifest that need something which this engine does not have: the connector fails and names the places, or the other streams run and the places are logged.")
            .build();

    public static final Settings ALL = Settings.of(MANIFEST, FILE, UNSUPPORTED)
            .passthrough(CONFIG_PREFIX, GROUP, "The settings that the manifest asks for in its specification.");

    private ManifestSettings() {}

    /** Whether a key is one that a manifest asks for, and not one of Connect's own. */
    public static boolean isConfig(String key) {
        return key.startsWith(CONFIG_PREFIX) && !key.equals(RELOAD);
    }

    /** Whether the configuration has a manifest. */
    public static boolean isUsed(Map<String, String> properties) {
        return properties.containsKey(MANIFEST.key()) || properties.containsKey(FILE.key());
    }
}
