package io.headrace.filesink;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableSchema;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.format.RowFileWriter;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StagedObject;
import io.headrace.files.store.Upload;
import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.RowBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a batch to staged files, one per place; one file is open at a time, however many places there are. */
final class BatchWriter {

    private final ObjectStore store;
    private final RowFileFormat format;
    private final PathFormat paths;

    BatchWriter(ObjectStore store, RowFileFormat format, PathFormat paths) {
        this.store = store;
        this.format = format;
        this.paths = paths;
    }

    /** Which rows of which blocks go to one place, in order. */
    private static final class Rows {
        private int[] packed = new int[64];
        private int size;

        void add(int block, int row) {
            if (size + 2 > packed.length) {
                packed = Arrays.copyOf(packed, packed.length * 2);
            }
            packed[size++] = block;
            packed[size++] = row;
        }
    }

    /**
     * @param files receives each file once it is complete
     * @return bytes written
     */
    long write(Batch batch, List<StagedObject> files) throws IOException {
        refuseWhatIsNoAppend(batch);
        List<Column> columns = columns(batch);
        List<int[]> projections = batch.blocks().stream()
                .map(block -> projection(columns, block.columns()))
                .toList();
        long bytes = 0;
        for (Map.Entry<String, Rows> place : places(batch).entrySet()) {
            String name = FileName.of(batch.origins().get(0)).text(format.extension());
            try (Upload upload = store.stage(place.getKey() + "/" + name)) {
                bytes += write(batch, place.getValue(), columns, projections, upload);
                files.add(upload.complete());
            }
        }
        return bytes;
    }

    private long write(Batch batch, Rows rows, List<Column> columns, List<int[]> projections, Upload upload)
            throws IOException {
        @Nullable Object[] read = new @Nullable Object[columns.size()];
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        try (RowFileWriter file = format.open(upload.stream(), columns)) {
            for (int i = 0; i < rows.size; i += 2) {
                int block = rows.packed[i];
                batch.blocks().get(block).read(rows.packed[i + 1], read);
                int[] projection = projections.get(block);
                for (int c = 0; c < values.length; c++) {
                    values[c] = projection[c] < 0 ? null : read[projection[c]];
                }
                file.write(values);
            }
            file.finish();
            return file.bytes();
        }
    }

    private Map<String, Rows> places(Batch batch) {
        paths.startBatch();
        Map<String, Rows> places = new LinkedHashMap<>();
        for (int b = 0; b < batch.blocks().size(); b++) {
            RowBlock block = batch.blocks().get(b);
            for (int row = 0; row < block.size(); row++) {
                places.computeIfAbsent(paths.resolve(batch.table().id(), block.origin(row)), place -> new Rows())
                        .add(b, row);
            }
        }
        return places;
    }

    /** All columns of the table, in every file: readers see one shape, and schemas that flap between batches or inside one need no second file (S19). */
    private static List<Column> columns(Batch batch) {
        TableSchema table = batch.table();
        return table.columns().stream()
                .map(column -> batch.blocks().stream().allMatch(block -> indexOf(column, block.columns()) >= 0)
                        ? column
                        : column.relaxed())
                .toList();
    }

    private static int[] projection(List<Column> columns, List<Column> from) {
        return columns.stream().mapToInt(column -> indexOf(column, from)).toArray();
    }

    private static int indexOf(Column column, List<Column> in) {
        for (int i = 0; i < in.size(); i++) {
            if (in.get(i).name().equals(column.name())) {
                return i;
            }
        }
        return -1;
    }

    private static void refuseWhatIsNoAppend(Batch batch) {
        List<RowBlock.Kind> others = new ArrayList<>();
        batch.blocks().stream()
                .map(RowBlock::kind)
                .filter(kind -> kind != RowBlock.Kind.INSERT)
                .forEach(others::add);
        if (batch.truncate() || !others.isEmpty()) {
            throw HeadraceException.config("Table '" + batch.table().id()
                    + "' is a folder of files, which can only be added to. Set 'write.mode' to append.");
        }
    }
}
