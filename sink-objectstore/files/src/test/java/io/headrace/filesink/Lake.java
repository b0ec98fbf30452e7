package io.headrace.filesink;

import io.headrace.core.record.ChangeRecord;
import io.headrace.core.record.DataType;
import io.headrace.core.record.Op;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.SchemaDelta.CreateTable;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.files.format.Compression;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.format.jsonl.JsonlFormat;
import io.headrace.files.format.parquet.ParquetFormat;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.local.LocalStore;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.LedgerChange;
import io.headrace.sink.spi.LedgerEntry;
import io.headrace.sink.spi.LedgerEntry.LastRecord;
import io.headrace.sink.spi.LedgerKey;
import io.headrace.sink.spi.LoadEntry;
import io.headrace.sink.spi.RowBlock;
import io.headrace.sink.spi.Staged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lake for tests: topics whose record at an offset is always the same, written as the engine would, read by DuckDB. */
final class Lake {

    static final TableId ORDERS = TableId.of("orders");

    private static final List<Column> COLUMNS = List.of(
            new Column("p", DataType.INT32, false),
            new Column("o", DataType.INT64, false),
            new Column("text", DataType.TEXT, true));

    private static final Pattern ROW = Pattern.compile("\\{\"p\":(\\d+),\"o\":(\\d+),.*}");

    /** Four records a day. */
    private static final Duration STEP = Duration.ofHours(6);

    private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

    final Path root;
    final String pathFormat;
    final RowFileFormat format;

    Lake(Path root) {
        this(root, "${table}/dt=${yyyy-MM-dd}", new JsonlFormat(Compression.NONE));
    }

    Lake(Path root, String pathFormat, RowFileFormat format) {
        this.root = root;
        this.pathFormat = pathFormat;
        this.format = format;
    }

    FilesDestination open() {
        return open(new LocalStore(root));
    }

    FilesDestination open(ObjectStore store) {
        return new FilesDestination(store, format, PathFormat.parse(pathFormat));
    }

    static LedgerKey key(int partition) {
        return new LedgerKey("lake", "shop.orders", partition);
    }

    static TableSchema schema(TableId table) {
        return new TableSchema(table, COLUMNS, List.of());
    }

    static void create(FilesDestination destination, TableId table) {
        destination.apply(new SchemaDelta(table, List.of(new CreateTable(schema(table)))));
    }

    /** Moves the ledger from an entry to just before an offset. */
    static LedgerChange change(LedgerEntry from, long next) {
        return new LedgerChange(from, next, new LastRecord(next - 1, timestamp(next - 1), (next - 1) * 31));
    }

    /** The rows of one range in one table. */
    static Batch batch(TableId table, LedgerChange change) {
        long first = Math.max(change.expected().next(), 0);
        List<ChangeRecord> records = LongStream.range(first, change.next())
                .mapToObj(offset -> record(change.key(), offset))
                .toList();
        return new Batch(schema(table), false, List.of(block(COLUMNS, records)), List.of(change), loadId(change));
    }

    static ChangeRecord record(LedgerKey key, long offset) {
        return new ChangeRecord(
                Op.INSERT,
                null,
                null,
                null,
                new ChangeRecord.Coordinates(key.topic(), key.partition(), offset),
                key.topic(),
                timestamp(offset),
                100);
    }

    static RowBlock block(List<Column> columns, List<ChangeRecord> records) {
        return new RowBlock() {
            @Override
            public Kind kind() {
                return Kind.INSERT;
            }

            @Override
            public List<Column> columns() {
                return columns;
            }

            @Override
            public int size() {
                return records.size();
            }

            @Override
            public void read(int row, @Nullable Object[] into) {
                ChangeRecord.Coordinates at = records.get(row).coordinates();
                into[0] = at.partition();
                into[1] = at.offset();
                into[2] = "row " + at.offset();
            }

            @Override
            public ChangeRecord origin(int row) {
                return records.get(row);
            }
        };
    }

    static List<LoadEntry> loads(TableId table, LedgerChange change) {
        long first = Math.max(change.expected().next(), 0);
        long rows = change.next() - first;
        Instant now = Instant.ofEpochMilli(timestamp(change.next()));
        return List.of(new LoadEntry(
                loadId(change), change.key(), table, first, change.next() - 1, rows, rows, 0, "", now, now));
    }

    /** One flush as the engine does it. */
    static LedgerEntry load(FilesDestination destination, LedgerEntry from, long next, TableId... tables) {
        LedgerChange change = change(from, next);
        List<Staged> staged = new ArrayList<>();
        List<LoadEntry> loads = new ArrayList<>();
        for (TableId table : tables) {
            staged.add(destination.stage(batch(table, change)));
            loads.addAll(loads(table, change));
        }
        destination.commit(staged, List.of(change), loads);
        return change.updated();
    }

    private static String loadId(LedgerChange change) {
        return "load-" + change.next();
    }

    private static long timestamp(long offset) {
        return EPOCH.plus(STEP.multipliedBy(offset)).toEpochMilli();
    }

    /** What readers see of a table, {@code partition@offset} in order, with repetitions. */
    List<String> rows(TableId table) {
        return query("SELECT p || '@' || o FROM " + from(table.name()) + " ORDER BY p, o");
    }

    /** The same for plain JSON Lines, without a database. */
    List<String> lines(TableId table) {
        Path folder = root.resolve(table.name());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(Lake::linesOf)
                    .map(line -> ROW.matcher(line).replaceFirst("$1@$2"))
                    .sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> linesOf(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> expected(int partition, long end) {
        return LongStream.range(0, end)
                .mapToObj(offset -> partition + "@" + offset)
                .toList();
    }

    String from(String folder) {
        String files = root + "/" + folder + "/**/*." + format.extension();
        return format instanceof ParquetFormat
                ? "read_parquet('" + files + "', union_by_name = true)"
                : "read_json('" + files + "')";
    }

    /** Rows, values joined by bars. A folder without files has none. */
    static List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            List<String> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                int width = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= width; i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("No files found")) {
                return List.of();
            }
            throw new IllegalStateException(sql, e);
        }
    }
}
