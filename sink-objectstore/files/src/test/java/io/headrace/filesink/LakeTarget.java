package io.headrace.filesink;

import io.headrace.core.schema.TableId;
import io.headrace.core.schema.TableSchema;
import io.headrace.files.store.ObjectNames;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StoredObject;
import io.headrace.files.store.local.LocalStore;
import io.headrace.sink.DestinationFactory;
import io.headrace.sink.spi.Destination;
import io.headrace.testkit.contract.SinkTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory under the sink contract: read as any reader of lakes would, by the files that lie in the tables' folders. */
final class LakeTarget implements SinkTarget {

    private static final int PAGE = 10_000;

    private final Path root;
    private final Map<String, String> config;
    private final LakeReader reader;

    LakeTarget(Path root, LakeReader reader, Map<String, String> more) {
        this.root = root;
        this.reader = reader;
        this.config = new HashMap<>(more);
        config.put("url", root.toUri().toString());
    }

    @Override
    public DestinationFactory factory() {
        return new FilesDestinationFactory();
    }

    @Override
    public Map<String, String> config() {
        return config;
    }

    @Override
    public List<Map<String, @Nullable Object>> rows(TableId table) {
        List<Path> files = files(table);
        return files.isEmpty() ? List.of() : reader.read(files, schema(table).orElseThrow());
    }

    @Override
    public List<TableId> tables() {
        try (ObjectStore store = new LocalStore(root)) {
            List<TableId> tables = new ArrayList<>();
            for (String key : store.list("_headrace/schemas/", "", PAGE)) {
                Json json = Json.of(store.get(key).orElseThrow().content());
                tables.add(TableId.of(json.text("table")));
            }
            tables.removeIf(table -> files(table).isEmpty());
            return tables;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process is gone, the files stay as they are. */
    @Override
    public void abandon(Destination session) {
        // Nothing is told to anybody.
    }

    /** Half a surrogate pair, which is no Unicode text. */
    @Override
    public Optional<String> refusedText() {
        return Optional.of("half \uD83D");
    }

    @Override
    public boolean ageLedger() {
        try (ObjectStore store = new LocalStore(root)) {
            for (String key : store.list("_headrace/state/", "", PAGE)) {
                StoredObject now = store.get(key).orElseThrow();
                String later =
                        new String(now.content(), StandardCharsets.UTF_8).replace("\"format\" : 1,", "\"format\" : 2,");
                store.putIfMatch(key, later.getBytes(StandardCharsets.UTF_8), now.version());
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    private Optional<TableSchema> schema(TableId table) {
        try (ObjectStore store = new LocalStore(root)) {
            return new Tables(store).describe(table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files(TableId table) {
        Path folder = root.resolve(ObjectNames.segment(table.name()));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
