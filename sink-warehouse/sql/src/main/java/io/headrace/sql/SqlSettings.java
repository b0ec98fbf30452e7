package io.headrace.sql;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import java.time.Duration;

/** The settings that every SQL sink has beside its own. */
public final class SqlSettings {

    public static final Setting<Duration> LOADS_RETENTION = Setting.duration("loads.retention.days")
            .defaultsTo(Duration.ofDays(30))
            .between(Duration.ZERO, Duration.ofDays(36_500))
            .advanced()
            .group("Bookkeeping")
            .doc(
                    "How long this connector's rows stay in the sync log, the table _headrace_loads. Zero days keep them for ever.")
            .build();

    public static final Settings ALL = Settings.of(LOADS_RETENTION);

    private SqlSettings() {}
}
