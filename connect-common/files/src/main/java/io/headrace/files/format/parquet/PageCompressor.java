package io.headrace.files.format.parquet;

import com.github.luben.zstd.ZstdCompressCtx;
import io.headrace.files.format.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** Compresses pages with the codec libraries themselves: Parquet's own codecs are wrapped in Hadoop's classes. */
final class PageCompressor implements BytesInputCompressor {

    private static final int ZSTD_LEVEL = 3;

    private final Compression compression;
    private @Nullable ZstdCompressCtx zstd;

    PageCompressor(Compression compression) {
        this.compression = compression;
    }

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        return switch (compression) {
            case NONE -> page;
            case GZIP -> gzip(page);
            case SNAPPY -> BytesInput.from(Snappy.compress(bytes(page)));
            case ZSTD -> BytesInput.from(zstd().compress(bytes(page)));
        };
    }

    @Override
    public CompressionCodecName getCodecName() {
        return switch (compression) {
            case NONE -> CompressionCodecName.UNCOMPRESSED;
            case GZIP -> CompressionCodecName.GZIP;
            case SNAPPY -> CompressionCodecName.SNAPPY;
            case ZSTD -> CompressionCodecName.ZSTD;
        };
    }

    /** Gives the codec's memory back; repeatable. */
    @Override
    public void release() {
        if (zstd != null) {
            zstd.close();
            zstd = null;
        }
    }

    /** One for all pages: making one costs more than compressing a small page. */
    private ZstdCompressCtx zstd() {
        if (zstd == null) {
            zstd = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
        }
        return zstd;
    }

    private static BytesInput gzip(BytesInput page) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            page.writeAllTo(gzip);
        }
        return BytesInput.from(compressed);
    }

    private static byte[] bytes(BytesInput page) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream((int) page.size());
        page.writeAllTo(plain);
        return plain.toByteArray();
    }
}
