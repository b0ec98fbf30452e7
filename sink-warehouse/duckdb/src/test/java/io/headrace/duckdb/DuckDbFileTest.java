package io.headrace.duckdb;

import static io.headrace.duckdb.Rows.batch;
import static io.headrace.duckdb.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.core.error.ErrorClass;
import io.headrace.core.error.HeadraceException;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.SchemaDelta;
import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.sink.spi.RowBlock.Kind;
import io.headrace.sql.SqlDestination;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may open a file, and what is said to the others. */
final class DuckDbFileTest {

    private static final TableId T = TableId.of("t");
    private static final TableSchema TABLE =
            new TableSchema(T, List.of(new Column("id", DataType.INT32, false)), List.of());

    @TempDir
    Path directory;

    private Path file;
    private Warehouse warehouse;

    @BeforeEach
    void name() {
        file = directory.resolve("w.duckdb");
        warehouse = new Warehouse(file);
    }

    private static void create(SqlDestination destination) {
        destination.apply(new SchemaDelta(T, List.of(new SchemaDelta.CreateTable(TABLE))));
    }

    private static void load(SqlDestination destination, int id) {
        destination.commit(
                List.of(destination.stage(batch(TABLE, Rows.of(Kind.INSERT, TABLE.columns(), row(id))))),
                List.of(),
                List.of());
    }

    @Test
    void connectorsOfOnePluginShareTheInstance() {
        try (SqlDestination one = warehouse.destination();
                SqlDestination two =
                        new Warehouse(directory.resolve("../" + directory.getFileName() + "/w.duckdb")).destination()) {
            create(one);
            load(one, 1);
            load(two, 2);

            assertThat(warehouse.query("SELECT * FROM t ORDER BY 1")).containsExactly("1", "2");
        }
    }

    @Test
    void aLinkToTheFileIsTheFile() throws IOException {
        Path link = directory.resolve("link.duckdb");
        try (SqlDestination one = warehouse.destination()) {
            create(one);
            Files.createSymbolicLink(link, file);
            try (SqlDestination two = new Warehouse(link).destination()) {
                load(two, 1);
            }
            assertThat(warehouse.query("SELECT * FROM t")).containsExactly("1");
        }
    }

    @Test
    void aSecondCopyOfThePluginIsRefused() throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .map(DuckDbFileTest::url)
                .toArray(URL[]::new);
        try (SqlDestination one = warehouse.destination();
                URLClassLoader copy = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            create(one);

            assertThatThrownBy(() -> take(copy, file))
                    .hasMessageStartingWith("DuckDB file '" + file.toRealPath()
                            + "' is open in this worker through another copy of the plugin (")
                    .hasMessageEndingWith(
                            "). Two copies would destroy each other's data: install the plugin once on the plugin path.")
                    .extracting(DuckDbFileTest::errorClassOfCopy)
                    .isEqualTo("CONFIG");
            load(one, 1);
            assertThat(Children.tryToOpen(file)).contains("TRANSIENT");
        }
        assertThat(Children.tryToOpen(file)).isEqualTo("opened");
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    /** The copy's exception is of the copy's class. */
    private static String errorClassOfCopy(Throwable error) {
        try {
            return String.valueOf(error.getClass().getMethod("errorClass").invoke(error));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** What the plugin does first when it opens a file, in a class loader of its own. */
    private static void take(ClassLoader plugin, Path file) throws Throwable {
        var method = plugin.loadClass(FileClaim.class.getName()).getDeclaredMethod("take", Path.class);
        method.setAccessible(true);
        try {
            method.invoke(null, file.toRealPath());
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void anotherProcessIsToldWhoHasTheFile() {
        try (SqlDestination one = warehouse.destination()) {
            create(one);

            assertThat(Children.tryToOpen(file))
                    .isEqualTo("TRANSIENT DuckDB file '" + file + "' is open in another process (process "
                            + ProcessHandle.current().pid()
                            + "); DuckDB takes one process at a time. Stop it; the task goes on by itself.");
        }
    }

    @Test
    void aFileThatAStrangerHasOpenIsATransientFailureThatPasses() throws Exception {
        try (SqlDestination one = warehouse.destination()) {
            create(one);
        }
        try (Children.Holder stranger = Children.holdOpen(file);
                SqlDestination one = warehouse.destination()) {
            assertThatThrownBy(() -> one.describe(T))
                    .hasMessageStartingWith(
                            "DuckDB file '" + file.toRealPath()
                                    + "' is open in another process; DuckDB takes one process at a time."
                                    + " Close it there; the task goes on by itself. DuckDB says: IO Error: Could not set lock on file")
                    .satisfies(e -> assertThat(one.classify(e)).isEqualTo(ErrorClass.TRANSIENT));
            stranger.close();

            assertThat(one.describe(T)).isPresent();
        }
    }

    @Test
    void afterAFatalErrorTheFileIsOpenedAgain() throws SQLException {
        try (SqlDestination destination = warehouse.destination()) {
            create(destination);
            load(destination, 1);
            breakInstance();

            assertThatThrownBy(() -> load(destination, 2))
                    .hasMessageContaining("database has been invalidated")
                    .satisfies(e -> assertThat(destination.classify(e)).isEqualTo(ErrorClass.TRANSIENT));
            destination.discard();
            load(destination, 3);

            assertThat(warehouse.query("SELECT * FROM t ORDER BY 1")).containsExactly("1", "3");
        }
    }

    /** What DuckDB 2.0 does when a timestamp below its least is read as text. */
    private void breakInstance() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE broken (t TIMESTAMP)");
            try (DuckDBAppender appender =
                    connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", "broken")) {
                appender.beginRow().appendEpochMicros(Long.MIN_VALUE).endRow();
            }
            assertThatThrownBy(() -> {
                        try (ResultSet rows = statement.executeQuery("SELECT t::VARCHAR FROM broken")) {
                            rows.next();
                        }
                    })
                    .hasMessageContaining("INTERNAL Error");
        }
    }

    @Test
    void aMissingDirectoryIsSaid() {
        try (SqlDestination one = new Warehouse(directory.resolve("none/w.duckdb")).destination()) {
            assertThatThrownBy(() -> one.describe(T))
                    .hasMessage("The directory of DuckDB file '" + directory.resolve("none/w.duckdb")
                            + "' does not exist on this worker. Create it, or point 'url' to one that exists.")
                    .satisfies(e -> assertThat(one.classify(e)).isEqualTo(ErrorClass.CONFIG));
        }
    }

    @Test
    void aFileOfAnotherKindIsSaid() throws IOException {
        Files.writeString(file, "hello world, hello world, hello world");
        try (SqlDestination one = warehouse.destination()) {
            assertThatThrownBy(() -> one.describe(T))
                    .hasMessage(
                            "'" + file.toRealPath()
                                    + "' is there but is not a DuckDB database. Point 'url' to another file, or remove this one.")
                    .satisfies(e -> assertThat(one.classify(e)).isEqualTo(ErrorClass.CONFIG));
        }
        assertThat(file).hasContent("hello world, hello world, hello world");
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatThrownBy(() -> DuckDbFile.canonical(directory))
                .hasMessage("'" + directory + "' is a directory, not a DuckDB file. Add a file name to 'url'.");
    }

    @ParameterizedTest
    @CsvSource({"duckdb://host/w.duckdb", "duckdb:///", "duckdb:///dir/", "duckdb:w.duckdb"})
    void aUrlMustNameAFile(String url) {
        assertThatThrownBy(() -> DuckDbFile.of(URI.create(url)))
                .isInstanceOf(HeadraceException.class)
                .hasMessage("The URL '" + url + "' names no file; it must have three slashes and an absolute path,"
                        + " as in duckdb:///data/warehouse.duckdb. Write the path in full.");
    }

    @ParameterizedTest
    @CsvSource({"duckdb:///w.duckdb?threads=4", "duckdb:///w.duckdb#x", "duckdb:///w%3Baccess_mode=read_only"})
    void aUrlCannotSmuggleOptions(String url) {
        assertThatThrownBy(() -> DuckDbFile.of(URI.create(url)))
                .hasMessage("The URL '" + url + "' has a ';', '?' or '#', which DuckDB's driver would read as options."
                        + " Give the file another name; options have settings of their own.");
    }

    @Test
    void aUrlMayHaveSpacesAndLetters() {
        assertThat(DuckDbFile.of(URI.create("duckdb:///my%20data/d%C3%BCck.duckdb")))
                .isEqualTo(Path.of("/my data/dück.duckdb"));
    }
}
