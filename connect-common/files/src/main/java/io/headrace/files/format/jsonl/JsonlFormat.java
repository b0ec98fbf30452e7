package io.headrace.files.format.jsonl;

import com.github.luben.zstd.ZstdOutputStream;
import io.headrace.core.record.DataType;
import io.headrace.core.schema.Column;
import io.headrace.files.format.Compression;
import io.headrace.files.format.FileTypes;
import io.headrace.files.format.RowFileFormat;
import io.headrace.files.format.RowFileWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** JSON Lines (jsonlines.org), UTF-8, plain or compressed as one stream. */
public final class JsonlFormat implements RowFileFormat {

    private final Compression compression;

    /** @throws IllegalArgumentException for {@link Compression#SNAPPY}, which has no stream form that tools agree on */
    public JsonlFormat(Compression compression) {
        if (compression == Compression.SNAPPY) {
            throw new IllegalArgumentException("JSON Lines cannot be compressed with snappy: use zstd, gzip or none");
        }
        this.compression = compression;
    }

    @Override
    public String extension() {
        return switch (compression) {
            case GZIP -> "jsonl.gz";
            case ZSTD -> "jsonl.zst";
            default -> "jsonl";
        };
    }

    @Override
    public DataType fit(DataType type) {
        return FileTypes.fit(type);
    }

    @Override
    public RowFileWriter open(OutputStream out, List<Column> columns) throws IOException {
        CountingOutputStream counted = new CountingOutputStream(out);
        return new JsonlRowFileWriter(compressed(counted), counted, columns);
    }

    private OutputStream compressed(OutputStream out) throws IOException {
        return switch (compression) {
            case GZIP -> new GZIPOutputStream(out);
            case ZSTD -> new ZstdOutputStream(out);
            default -> out;
        };
    }
}
