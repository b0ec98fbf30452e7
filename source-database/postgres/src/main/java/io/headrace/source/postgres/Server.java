package io.headrace.source.postgres;

import io.headrace.core.config.Values;
import io.headrace.core.secret.Secret;
import io.headrace.source.postgres.ServerFacts.Holder;
import io.headrace.source.postgres.ServerFacts.Kind;
import io.headrace.source.postgres.ServerFacts.Publication;
import io.headrace.source.postgres.ServerFacts.Relation;
import io.headrace.source.postgres.ServerFacts.Slot;
import io.headrace.source.postgres.ServerFacts.TableName;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.replication.LogSequenceNumber;

/** A connection of our own to the server, for looking and for the publication. Waits for no answer longer than some seconds. */
final class Server implements AutoCloseable {

    /** Managed services give their own roles instead of the REPLICATION attribute. */
    private static final String SERVER = """
            SELECT current_setting('server_version_num')::int, current_setting('wal_level'), pg_is_in_recovery(),
                   current_setting('max_replication_slots')::int, (SELECT count(*) FROM pg_replication_slots),
                   current_setting('max_wal_senders')::int, (SELECT count(*) FROM pg_stat_replication),
                   r.rolsuper OR r.rolreplication OR EXISTS (
                       SELECT 1 FROM pg_roles g
                       WHERE g.rolname IN ('rds_replication', 'rds_superuser', 'rdsadmin', 'rdsrepladmin')
                         AND pg_has_role(r.oid, g.oid, 'MEMBER')),
                   has_database_privilege(current_database(), 'CREATE'), current_database()
            FROM pg_roles r WHERE r.rolname = current_user""";

    private static final String SLOT = """
            SELECT coalesce(s.plugin, ''), coalesce(s.database, ''), coalesce(to_jsonb(s) ->> 'wal_status', '') = 'lost',
                   s.active_pid, coalesce(a.application_name, ''), s.confirmed_flush_lsn::text
            FROM pg_replication_slots s LEFT JOIN pg_stat_activity a ON a.pid = s.active_pid WHERE s.slot_name = ?""";

    private static final String PUBLICATION = """
            SELECT pubinsert, pubupdate, pubdelete, pubtruncate, pg_has_role(pubowner, 'USAGE'), puballtables,
                   coalesce((to_jsonb(p) ->> 'pubviaroot')::boolean, false)
            FROM pg_publication p WHERE pubname = ?""";

    private static final String PUBLISHED = "SELECT schemaname, tablename FROM pg_publication_tables WHERE pubname = ?";

    private static final String RELATIONS = """
            SELECT n.nspname, c.relname, c.relkind::text, c.relispartition, c.relpersistence::text,
                   pg_has_role(c.relowner, 'USAGE'),
                   has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'),
                   EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary),
                   c.relreplident::text
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't'
              AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            ORDER BY 1, 2""";

    private final Connection connection;

    private Server(Connection connection) {
        this.connection = connection;
    }

    /** @throws SQLException when the server cannot be reached or refuses the login */
    static Server connect(Values values) throws SQLException {
        URI url = values.get(SourceSettings.URL);
        Properties properties = new Properties();
        Tls.driverProperties(values).forEach(properties::setProperty);
        properties.setProperty("user", values.get(SourceSettings.USERNAME));
        values.get(SourceSettings.PASSWORD)
                .map(Secret::value)
                .ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "8");
        properties.setProperty("socketTimeout", "8");
        properties.setProperty("ApplicationName", "Headrace check");
        String jdbc = "jdbc:postgresql://" + DatabaseUrl.host(url) + ":" + DatabaseUrl.port(url) + "/"
                + DatabaseUrl.database(url);
        Connection connection = new Driver().connect(jdbc, properties);
        if (connection == null) {
            throw new SQLException("The driver does not take the URL");
        }
        return new Server(connection);
    }

    ServerFacts facts(Names names) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SERVER)) {
            row.next();
            return new ServerFacts(
                    row.getInt(1),
                    row.getString(2),
                    row.getBoolean(3),
                    row.getInt(4),
                    row.getInt(5),
                    row.getInt(6),
                    row.getInt(7),
                    row.getBoolean(8),
                    row.getBoolean(9),
                    row.getString(10),
                    slot(names.slot()),
                    publication(names.publication()),
                    relations());
        }
    }

    /** Runs one statement, such as the creation of a publication. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private Optional<Slot> slot(String name) throws SQLException {
        try (PreparedStatement statement = prepare(SLOT, name);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            String confirmed = row.getString(6);
            return Optional.of(new Slot(
                    row.getString(1),
                    row.getString(2),
                    row.getBoolean(3),
                    holder(row.getInt(4), row.getString(5)),
                    confirmed == null ? 0 : LogSequenceNumber.valueOf(confirmed).asLong()));
        }
    }

    private static Optional<Holder> holder(int pid, String application) {
        return pid == 0 ? Optional.empty() : Optional.of(new Holder(pid, application));
    }

    private Optional<Publication> publication(String name) throws SQLException {
        try (PreparedStatement statement = prepare(PUBLICATION, name);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            Set<String> operations = new HashSet<>();
            List<String> all = List.of("insert", "update", "delete", "truncate");
            for (int i = 0; i < all.size(); i++) {
                if (row.getBoolean(i + 1)) {
                    operations.add(all.get(i));
                }
            }
            return Optional.of(new Publication(
                    operations, row.getBoolean(5), row.getBoolean(6), row.getBoolean(7), published(name)));
        }
    }

    private Set<TableName> published(String publication) throws SQLException {
        try (PreparedStatement statement = prepare(PUBLISHED, publication);
                ResultSet row = statement.executeQuery()) {
            Set<TableName> tables = new HashSet<>();
            while (row.next()) {
                tables.add(new TableName(row.getString(1), row.getString(2)));
            }
            return tables;
        }
    }

    private List<Relation> relations() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RELATIONS)) {
            List<Relation> relations = new ArrayList<>();
            while (row.next()) {
                boolean hasKey = row.getBoolean(8);
                String identity = row.getString(9);
                relations.add(new Relation(
                        new TableName(row.getString(1), row.getString(2)),
                        kind(row.getString(3), row.getBoolean(4), row.getString(5)),
                        row.getBoolean(6),
                        row.getBoolean(7),
                        hasKey,
                        identity.equals("f") || identity.equals("i") || identity.equals("d") && hasKey));
            }
            return relations;
        }
    }

    private static Kind kind(String relkind, boolean partition, String persistence) {
        return switch (relkind) {
            case "v", "m" -> Kind.VIEW;
            case "f" -> Kind.FOREIGN_TABLE;
            default ->
                partition
                        ? Kind.PARTITION
                        : persistence.equals("u")
                                ? Kind.UNLOGGED_TABLE
                                : relkind.equals("p") ? Kind.PARTITIONED_TABLE : Kind.TABLE;
        };
    }

    private PreparedStatement prepare(String sql, String parameter) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, parameter);
        return statement;
    }
}
