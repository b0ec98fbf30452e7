package io.headrace.filesink;

import io.headrace.core.schema.TableSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads data files without any code of ours. */
interface LakeReader extends AutoCloseable {

    /** Rows by column name, in canonical values of the schema's types. */
    List<Map<String, @Nullable Object>> read(List<Path> files, TableSchema schema);

    @Override
    default void close() {}
}
