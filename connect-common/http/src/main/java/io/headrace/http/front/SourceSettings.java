package io.headrace.http.front;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.http.declare.ManifestSettings;
import io.headrace.http.flat.ApiSettings;
import java.util.List;

/** The keys that say which streams there are: flat ones, and those of a manifest. */
public final class SourceSettings {

    private static final String STREAMS = "Streams";

    public static final Setting<List<String>> STREAM_NAMES = Setting.list("streams")
            .defaultsTo(List.of())
            .important()
            .group(STREAMS)
            .doc("The streams that are read. With a manifest a choice of its streams; all when left out.")
            .build();

    public static final Settings ALL =
            Settings.of(STREAM_NAMES).plus(ApiSettings.ALL).plus(ManifestSettings.ALL);

    private SourceSettings() {}
}
