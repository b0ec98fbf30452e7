package io.headrace.postgres;

import io.headrace.testkit.contract.SinkTarget;
import io.headrace.testkit.server.PostgresServer;
import io.headrace.testkit.server.Servers;
import io.headrace.testkit.simulate.SinkSimulation;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresSimulationTest extends SinkSimulation {

    private static final int SEEDS = 20;

    private final Postgres postgres;
    private final AtomicInteger schemas = new AtomicInteger();

    PostgresSimulationTest(PostgresServer server) throws SQLException {
        postgres = new Postgres(server, "simulated");
    }

    @Override
    protected SinkTarget openTarget() {
        return new PostgresTarget(postgres, "run " + schemas.incrementAndGet());
    }

    @Override
    protected int seeds() {
        return Integer.getInteger("headrace.simulate.seeds", SEEDS);
    }
}
