package io.headrace.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Settings;
import io.headrace.core.config.Values;
import io.headrace.core.tls.TlsSettings;
import io.headrace.sink.DestinationFactory;
import io.headrace.sink.options.SinkSettings;
import io.headrace.sink.spi.Destination;
import io.headrace.sql.SqlDestination;
import io.headrace.sql.SqlOptions;
import io.headrace.sql.SqlSettings;

/** Puts the Postgres destination together. */
final class PostgresDestinationFactory implements DestinationFactory {

    @Override
    public Settings settings() {
        return PostgresSettings.ALL;
    }

    @Override
    public void validate(Values values, Problems problems) {
        TlsSettings.check(
                values, PostgresAddress.of(values.get(PostgresSettings.URL)).sslMode(), problems);
        if (values.get(SinkSettings.VALIDATE_CONNECT) && problems.isEmpty()) {
            new ServerCheck(values, problems).run();
        }
    }

    @Override
    public Destination create(Values values, String connectorName, int taskId) {
        TypeMapping types = new TypeMapping(values.get(PostgresSettings.JSON_FORM));
        return new SqlDestination(
                new PostgresDialect(types),
                PostgresSessions.of(values, "headrace " + connectorName + "-" + taskId),
                new CopyLoader(types, values.get(PostgresSettings.UNSTORABLE_TEXT)),
                new SqlOptions(values.get(PostgresSettings.SCHEMA), values.get(SqlSettings.LOADS_RETENTION)));
    }

    @Override
    public boolean merges() {
        return true;
    }
}
