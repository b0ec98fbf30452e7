package io.headrace.postgres;

import io.headrace.core.config.Problems;
import io.headrace.core.config.Setting;
import io.headrace.core.config.Values;
import io.headrace.core.tls.TlsSettings;
import io.headrace.sql.Identifiers;
import io.headrace.sql.SqlErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

/** Asks the server whether it can be loaded: it answers, the login works, and the role may do what loading needs. Changes nothing there. */
final class ServerCheck {

    /** The oldest release that the statements were written for; the server reports it as a number. */
    private static final int OLDEST = 12;

    private static final int VERSION_FACTOR = 10_000;

    /** Two round trips of this length stay well below the worker's own 90 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final String SERVER =
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'), pg_is_in_recovery(),"
                    + " current_setting('transaction_read_only')::bool, current_user, current_database(),"
                    + " has_database_privilege(current_database(), 'TEMPORARY'),"
                    + " has_database_privilege(current_database(), 'CREATE'),"
                    + " EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = ?)";

    private static final String MISSING_ON_TABLES =
            "SELECT c.relname, concat_ws(', ', CASE WHEN NOT has_table_privilege(c.oid, 'SELECT') THEN 'SELECT' END,"
                    + " CASE WHEN NOT has_table_privilege(c.oid, 'INSERT') THEN 'INSERT' END,"
                    + " CASE WHEN NOT has_table_privilege(c.oid, 'UPDATE') THEN 'UPDATE' END,"
                    + " CASE WHEN NOT has_table_privilege(c.oid, 'DELETE') THEN 'DELETE' END)"
                    + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = ? AND c.relname IN ('_headrace_offsets', '_headrace_loads', '_headrace_names')"
                    + " ORDER BY c.relname";

    private static final int BOOKKEEPING_TABLES = 3;

    private final Values values;
    private final Problems problems;
    private final PostgresAddress address;
    private final String schema;

    ServerCheck(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
        this.address = PostgresAddress.of(values.get(PostgresSettings.URL));
        this.schema = values.get(PostgresSettings.SCHEMA);
    }

    void run() {
        try (Connection connection =
                PostgresSessions.within(PATIENCE, values, "headrace validation").open()) {
            checkServer(connection);
        } catch (SQLException e) {
            Refusal refusal = refusal(e);
            problems.add(refusal.setting(), refusal.text());
        }
    }

    private record Refusal(Setting<?> setting, String text) {}

    private Refusal refusal(SQLException error) {
        String state = Objects.requireNonNullElse(SqlErrors.stateOf(error), "none");
        String message = String.valueOf(error.getMessage());
        String said = " (SQLSTATE " + state + ": " + message + ")";
        String user = values.get(PostgresSettings.USERNAME);
        if (state.equals("28P01")) {
            return new Refusal(
                    PostgresSettings.PASSWORD,
                    "Postgres at " + address.hosts() + " refuses the login of '" + user + "'" + said
                            + ". Correct username or password.");
        }
        if (state.startsWith("28")) {
            return new Refusal(
                    PostgresSettings.USERNAME,
                    "Postgres at " + address.hosts() + " refuses '" + user + "'" + said
                            + ". Create the role, or let it in from the worker's address in pg_hba.conf.");
        }
        if (state.equals("3D000")) {
            return new Refusal(
                    PostgresSettings.URL,
                    "there is no database '" + address.database() + "' at " + address.hosts()
                            + ". Create it, or correct the end of the URL.");
        }
        if (message.contains("no password was provided")) {
            return new Refusal(
                    PostgresSettings.PASSWORD,
                    "Postgres at " + address.hosts() + " asks '" + user
                            + "' for a password, and none is given. Set it.");
        }
        if (message.contains("SSL")) {
            return new Refusal(
                    TlsSettings.MODE,
                    "no protected connection to " + address.hosts() + said
                            + ". Turn on ssl at the server and give it a certificate that ssl.ca.path can check, or set a"
                            + " mode that asks for less.");
        }
        return new Refusal(
                PostgresSettings.URL,
                "Postgres does not answer at " + address + " as it should" + said
                        + ". Correct the URL, start the server, or let the worker through the firewall; to check later, set"
                        + " validate.connect=false.");
    }

    private void checkServer(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SERVER)) {
            statement.setString(1, schema);
            try (ResultSet server = statement.executeQuery()) {
                server.next();
                if (server.getInt(1) < OLDEST * VERSION_FACTOR) {
                    problems.add(
                            PostgresSettings.URL,
                            address + " is PostgreSQL " + server.getString(2) + "; it must be " + OLDEST
                                    + " or later. Load another server, or upgrade this one.");
                } else if (server.getBoolean(3)) {
                    problems.add(
                            PostgresSettings.URL,
                            address
                                    + " is a standby, which takes no writes. Name the primary, or all hosts of the cluster"
                                    + " with commas between them.");
                } else if (server.getBoolean(4)) {
                    problems.add(
                            PostgresSettings.URL,
                            address + " is read only for '" + server.getString(5)
                                    + "'. Set default_transaction_read_only to off for the role or the database.");
                } else {
                    checkPrivileges(connection, server);
                }
            }
        }
    }

    private void checkPrivileges(Connection connection, ResultSet server) throws SQLException {
        String role = server.getString(5);
        String database = server.getString(6);
        if (!server.getBoolean(7)) {
            problems.add(
                    PostgresSettings.USERNAME,
                    "'" + role + "' may not make temporary tables in database '" + database
                            + "', through which rows are merged. GRANT TEMPORARY ON DATABASE "
                            + Identifiers.quote(database)
                            + " TO " + Identifiers.quote(role) + ".");
        }
        if (server.getBoolean(9)) {
            checkSchema(connection, role);
        } else if (!server.getBoolean(8)) {
            problems.add(
                    PostgresSettings.SCHEMA,
                    "'" + schema + "' is not there, and '" + role
                            + "' may not create it. Create it for the role, or GRANT" + " CREATE ON DATABASE "
                            + Identifiers.quote(database) + " TO " + Identifiers.quote(role) + ".");
        }
    }

    private void checkSchema(Connection connection, String role) throws SQLException {
        String grantee = " ON SCHEMA " + Identifiers.quote(schema) + " TO " + Identifiers.quote(role) + ".";
        if (!hasSchemaPrivilege(connection, "USAGE")) {
            problems.add(
                    PostgresSettings.SCHEMA,
                    "'" + role + "' may not use schema '" + schema + "'. GRANT USAGE" + grantee);
            return;
        }
        int found = 0;
        try (PreparedStatement statement = connection.prepareStatement(MISSING_ON_TABLES)) {
            statement.setString(1, schema);
            try (ResultSet table = statement.executeQuery()) {
                for (; table.next(); found++) {
                    checkTable(role, table.getString(1), table.getString(2));
                }
            }
        }
        if (found < BOOKKEEPING_TABLES && !hasSchemaPrivilege(connection, "CREATE")) {
            problems.add(
                    PostgresSettings.SCHEMA,
                    "'" + role + "' may not create tables in schema '" + schema
                            + "', and the tables _headrace_* of the ledger are not all there yet. GRANT CREATE"
                            + grantee);
        }
    }

    private void checkTable(String role, String table, String missing) {
        if (!missing.isEmpty()) {
            problems.add(
                    PostgresSettings.SCHEMA,
                    "'" + role + "' lacks " + missing + " on table " + table + " in schema '" + schema + "'. GRANT "
                            + missing
                            + " ON " + Identifiers.quote(schema) + "." + Identifiers.quote(table) + " TO "
                            + Identifiers.quote(role) + ".");
        }
    }

    private boolean hasSchemaPrivilege(Connection connection, String privilege) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT has_schema_privilege(?, ?)")) {
            statement.setString(1, schema);
            statement.setString(2, privilege);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
