package io.headrace.files.format.jsonl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import io.headrace.core.schema.Column;
import io.headrace.files.format.RowFileWriter;
import io.headrace.files.format.UnfitValueException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file of JSON Lines. Every column is in every line, null or not, so that readers see one shape. */
final class JsonlRowFileWriter implements RowFileWriter {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

    private final CountingOutputStream counted;
    private final List<Column> columns;
    private final SerializedString[] names;
    private final JsonEncoder[] encoders;
    private final JsonGenerator json;
    private long rows;

    JsonlRowFileWriter(OutputStream out, CountingOutputStream counted, List<Column> columns) throws IOException {
        this.counted = counted;
        this.columns = List.copyOf(columns);
        this.names = columns.stream().map(c -> new SerializedString(c.name())).toArray(SerializedString[]::new);
        this.encoders = columns.stream().map(c -> JsonEncoder.of(c.type())).toArray(JsonEncoder[]::new);
        this.json = FACTORY.createGenerator(out);
        json.setRootValueSeparator(new SerializedString(""));
    }

    @Override
    public void write(@Nullable Object[] values) throws IOException {
        json.writeStartObject();
        for (int i = 0; i < names.length; i++) {
            json.writeFieldName(names[i]);
            try {
                encoders[i].write(json, values[i]);
            } catch (UnfitValueException e) {
                throw e.in(columns.get(i));
            }
        }
        json.writeEndObject();
        json.writeRaw('\n');
        rows++;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long bytes() {
        return counted.count() + json.getOutputBuffered();
    }

    @Override
    public void finish() throws IOException {
        json.close();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
