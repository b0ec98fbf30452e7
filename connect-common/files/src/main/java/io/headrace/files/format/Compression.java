package io.headrace.files.format;

/** How a file's contents are compressed: page by page in Parquet, as one stream in text formats. */
public enum Compression {
    NONE,
    GZIP,
    SNAPPY,
    ZSTD
}
