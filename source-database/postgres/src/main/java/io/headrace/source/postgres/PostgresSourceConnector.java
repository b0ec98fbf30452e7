package io.headrace.source.postgres;

import com.google.auto.service.AutoService;
import io.debezium.connector.postgresql.PostgresConnector;
import io.headrace.core.config.Problems;
import io.headrace.core.config.Values;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/** Change data capture from PostgreSQL. One task, because a replication slot has one reader. */
@AutoService(org.apache.kafka.connect.source.SourceConnector.class)
public final class PostgresSourceConnector extends SourceConnector {

    private @Nullable Map<String, String> properties;

    @Override
    public String version() {
        return Version.text();
    }

    @Override
    public ConfigDef config() {
        return SourceSettings.ALL.toConfigDef();
    }

    /** Says every problem at once; unless {@code validate.connect=false}, also what the server lacks. Waits for the server no longer than some seconds. */
    @Override
    public Config validate(Map<String, String> properties) {
        Problems problems = SourceConfig.problems(properties);
        if (problems.isEmpty()) {
            problems.rule(values -> askServer(values, Names.of(values, properties), problems));
        }
        return new Config(problems.into(super.validate(properties)));
    }

    private static void askServer(Values values, Names names, Problems problems) {
        if (!values.get(SourceSettings.VALIDATE_CONNECT)) {
            return;
        }
        try (Server server = Server.connect(values)) {
            ServerCheck.check(values, names, server.facts(names), problems);
        } catch (SQLException e) {
            ServerCheck.refused(values, e, problems);
        }
    }

    @Override
    public void start(Map<String, String> properties) {
        SourceConfig.parse(properties);
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return PostgresSourceTask.class;
    }

    /** The very configuration, so that Connect keeps references to secrets in place of the secrets. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return properties == null ? List.of() : List.of(properties);
    }

    @Override
    public void stop() {
        properties = null;
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return new PostgresConnector().exactlyOnceSupport(properties);
    }

    /** A null offset makes the connector begin anew, with a snapshot where {@code snapshot} says so; others are Debezium's. */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        Map<String, String> partition =
                Names.of(SourceConfig.parse(properties), properties).partition();
        offsets.forEach((given, offset) -> {
            if (!given.equals(partition)) {
                throw new ConnectException("The source partition " + given + " is none of this connector's. It must be "
                        + partition + ". Send the offsets under that one.");
            }
            if (offset != null && !(offset.get("lsn") instanceof Number)) {
                throw new ConnectException(
                        "The offset has no number 'lsn'. It must be one that this connector has stored (GET /connectors/NAME/offsets), or null to begin anew. Send such an offset.");
            }
        });
        return true;
    }
}
