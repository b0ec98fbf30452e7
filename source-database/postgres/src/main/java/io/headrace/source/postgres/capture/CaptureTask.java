package io.headrace.source.postgres.capture;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;

/** Debezium's task, with a replication connection that leaves values as text for {@link ExactConverter}. */
public final class CaptureTask extends PostgresConnectorTask {

    @Override
    protected ReplicationConnection buildReplicationConnection(
            PostgresConnection connection, PostgresSchema schema, PostgresConnectorConfig config) throws SQLException {
        PostgresConnection metadata =
                new PostgresConnection(config, new TextTypeRegistry(connection), PostgresConnection.CONNECTION_GENERAL);
        return super.buildReplicationConnection(metadata, schema, config);
    }
}
