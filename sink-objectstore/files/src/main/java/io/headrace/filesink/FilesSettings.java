package io.headrace.filesink;

import io.headrace.core.config.Setting;
import io.headrace.core.config.Settings;
import io.headrace.files.format.Compression;
import java.net.URI;

/** What only the files sink is told. */
final class FilesSettings {

    enum Format {
        PARQUET,
        JSONL
    }

    private static final String GROUP = "Files";
    private static final long MEBIBYTE = 1L << 20;

    static final Setting<URI> URL = Setting.url("url", "file")
            .required()
            .important()
            .group(GROUP)
            .doc(
                    "The directory, as file:///path. It is made where it does not exist. Everything below it must be on one file system,"
                            + " because files are renamed into place.")
            .build();

    static final Setting<Format> FORMAT = Setting.oneOf("format", Format.class)
            .defaultsTo(Format.PARQUET)
            .important()
            .group(GROUP)
            .doc("Apache Parquet, or JSON Lines: one JSON object per row and line.")
            .build();

    static final Setting<Compression> COMPRESSION = Setting.oneOf("compression", Compression.class)
            .defaultsTo(Compression.ZSTD)
            .group(GROUP)
            .doc("How file contents are compressed. JSON Lines cannot be compressed with snappy.")
            .build();

    static final Setting<String> PATH_FORMAT = Setting.string("path.format")
            .defaultsTo("${table}")
            .group(GROUP)
            .doc(
                    "The folder of a row's file. ${table}, ${topic} and ${partition} are filled in, and so are letters of a date pattern, such as"
                            + " ${yyyy-MM-dd}, from the record's timestamp in UTC: ${table}/dt=${yyyy-MM-dd}. Records without a timestamp go where"
                            + " Hive puts nulls. The time of writing is never used, so that records read again go to the same place.")
            .build();

    static final Setting<Long> ROW_GROUP_BYTES = Setting.bytes("parquet.row.group.bytes")
            .defaultsTo(32 * MEBIBYTE)
            .between(MEBIBYTE, 1024 * MEBIBYTE)
            .advanced()
            .group(GROUP)
            .doc(
                    "How much encoded data a Parquet file collects in memory before it writes a row group. One file per task is open at a time.")
            .build();

    static final Settings ALL = Settings.of(URL, FORMAT, COMPRESSION, PATH_FORMAT, ROW_GROUP_BYTES);

    private FilesSettings() {}
}
