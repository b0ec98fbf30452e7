package io.headrace.testkit.connector;

import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Writes the source offset of each record into its header {@value #HEADER}, as {@link #text} makes it, so that a test can tell behind which record an offset stands that a worker stored.
 */
@AutoService(Transformation.class)
@SuppressWarnings("rawtypes") // services are named without type arguments
public final class OffsetHeader implements Transformation<SourceRecord> {

    public static final String HEADER = "source.offset";

    /** {@return the same text for the same offset, whatever the order of its fields} */
    public static String text(Map<String, ?> offset) {
        return new TreeMap<>(offset).toString();
    }

    @Override
    public SourceRecord apply(SourceRecord record) {
        record.headers().addString(HEADER, text(record.sourceOffset()));
        return record;
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
}
