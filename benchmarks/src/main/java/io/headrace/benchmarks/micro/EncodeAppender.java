package io.headrace.benchmarks.micro;

import io.headrace.benchmarks.data.LineItem;
import io.headrace.core.schema.TableId;
import io.headrace.duckdb.AppenderDoor;
import io.headrace.sink.spi.RowBlock;
import io.headrace.sql.BulkLoader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From our rows through DuckDB's Appender into a temporary table, rolled back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class EncodeAppender {
    private static final TableId TABLE = TableId.of("lineitem");

    private final RowBlock block = Rows.block(new LineItem(Rows.SEED));
    private final BulkLoader loader = AppenderDoor.loader(() -> "memory");
    private final Connection connection = open();

    /** What JMH makes of this class has a constructor that throws nothing. */
    private static Connection open() {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            create(connection);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot open DuckDB in memory", e);
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE lineitem (l_orderkey BIGINT, l_partkey BIGINT, l_suppkey BIGINT, "
                    + "l_linenumber INTEGER, l_quantity DECIMAL(15,2), l_extendedprice DECIMAL(15,2), "
                    + "l_discount DECIMAL(15,2), l_tax DECIMAL(15,2), l_returnflag VARCHAR, l_linestatus VARCHAR, "
                    + "l_shipdate DATE, l_commitdate DATE, l_receiptdate DATE, l_shipinstruct VARCHAR, "
                    + "l_shipmode VARCHAR, l_comment VARCHAR)");
        }
    }

    @Benchmark
    @OperationsPerInvocation(Rows.COUNT)
    public long appender() throws SQLException {
        long loaded = loader.load(connection, TABLE, block);
        connection.rollback();
        return loaded;
    }
}
