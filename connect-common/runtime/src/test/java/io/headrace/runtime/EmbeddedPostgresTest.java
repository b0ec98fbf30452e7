package io.headrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path dir;

    @Test
    void keepsDataPortAndSlotsOverAStopAndANewStart() throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir.resolve("data"))) {
            String url = postgres.url("postgres");
            postgres.execute("postgres", "CREATE TABLE kept (id int PRIMARY KEY)", "INSERT INTO kept VALUES (1), (2)");
            assertThat(one(postgres, "SHOW wal_level")).isEqualTo("logical");
            assertThat(one(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            one(postgres, "SELECT pg_create_logical_replication_slot('slot', 'pgoutput')");

            postgres.stop();
            assertThatThrownBy(() -> postgres.connect("postgres")).isInstanceOf(SQLException.class);
            postgres.start();

            assertThat(postgres.url("postgres")).isEqualTo(url);
            assertThat(one(postgres, "SELECT count(*) FROM kept")).isEqualTo("2");
            assertThat(one(postgres, "SELECT slot_name FROM pg_replication_slots"))
                    .isEqualTo("slot");
        }
    }

    @Test
    void namesTheStatementThatFailed() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(dir.resolve("data"))) {
            assertThatThrownBy(() -> postgres.execute("postgres", "SELECT 1", "SELEC 2"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("syntax error at or near \"SELEC\"")
                    .hasMessageEndingWith(" in: SELEC 2");
        }
    }

    private static String one(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
