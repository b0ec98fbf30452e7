package io.headrace.duckdb;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.sql.SqlSettings;
import java.net.URI;
import java.util.Optional;

/** The DuckDB sink's own settings. */
final class DuckDbSettings {

    private static final String GROUP = "DuckDB";

    static final Setting<URI> URL = Setting.url("url", "duckdb")
            .required()
            .important()
            .group(GROUP)
            .doc(
                    "The database file, as duckdb:///absolute/path.duckdb, on the worker that runs the task. It is made when it is missing; its directory must exist. While the task runs, other processes cannot open it.")
            .build();

    static final Setting<String> SCHEMA = Setting.string("schema")
            .defaultsTo("main")
            .group(GROUP)
            .doc("The schema of tables that name none, and of the tables _headrace_*. It is made when it is missing.")
            .build();

    static final Setting<Long> MEMORY = Setting.bytes("duckdb.memory.bytes")
            .defaultsTo(1L << 30)
            .between(64L << 20, 1L << 50)
            .group(GROUP)
            .doc(
                    "What DuckDB may hold in memory, outside the Java heap; more goes to a temporary directory beside the file. DuckDB handles some thousands of values of a column at once: where each is as large as a megabyte, it needs several gigabytes. Where connectors share a file, the last one to open it decides.")
            .build();

    static final Setting<Optional<Integer>> THREADS = Setting.integer("duckdb.threads")
            .between(1, 1024)
            .optional()
            .advanced()
            .group(GROUP)
            .doc("Threads for DuckDB's own work. Left out, as many as the machine has cores.")
            .build();

    static final Setting<Long> CHECKPOINT = Setting.bytes("duckdb.checkpoint.bytes")
            .defaultsTo(256L << 20)
            .between(1L << 20, 1L << 40)
            .advanced()
            .group(GROUP)
            .doc(
                    "How long DuckDB's log beside the file may become before DuckDB writes it into the file. Each time it does, it writes again the rows that do not fill a row group yet, of every table, so that wide rows and many tables want a long log. After a crash the log is read, which takes as much memory. Where connectors share a file, the last one to open it decides.")
            .build();

    static final Settings ALL =
            Settings.of(URL, SCHEMA, MEMORY, CHECKPOINT, THREADS).plus(SqlSettings.ALL);

    private DuckDbSettings() {}
}
