package io.headrace.postgres;

import io.headrace.testkit.contract.SinkContract;
import io.headrace.testkit.contract.SinkTarget;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Everything a destination must do, on a real Postgres; each scenario has a schema of its own. */
@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresContractTest extends SinkContract {

    private final Postgres postgres;
    private final AtomicInteger schemas = new AtomicInteger();

    PostgresContractTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "contract");
    }

    @Override
    protected SinkTarget openTarget() {
        return new PostgresTarget(postgres, "scenario " + schemas.incrementAndGet());
    }
}
