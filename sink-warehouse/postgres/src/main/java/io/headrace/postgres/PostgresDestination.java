package io.headrace.postgres;

import io.headrace.core.config.Values;
import io.headrace.sink.spi.Destination;
import io.headrace.sql.SqlDestination;
import io.headrace.sql.SqlOptions;
import java.time.Duration;

/** Puts the parts together: what is Postgres' own, and what all SQL targets share. */
final class PostgresDestination {

    /** How long rows stay in the sync log. */
    private static final Duration LOADS_RETENTION = Duration.ofDays(30);

    private PostgresDestination() {}

    /** @param application what the server's activity view shows for the sessions */
    static Destination create(Values values, String application) {
        TypeMapping types = new TypeMapping(values.get(PostgresSettings.JSON_FORM));
        return new SqlDestination(
                new PostgresDialect(types),
                new PostgresSessions(values, application),
                new CopyLoader(types, values.get(PostgresSettings.UNSTORABLE_TEXT)),
                new SqlOptions(values.get(PostgresSettings.SCHEMA), LOADS_RETENTION));
    }
}
