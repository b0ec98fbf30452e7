package io.headrace.core.record;

import static io.headrace.core.record.Records.columns;
import static io.headrace.core.record.Records.envelope;
import static io.headrace.core.record.Records.key;
import static io.headrace.core.record.Records.map;
import static io.headrace.core.record.Records.record;
import static io.headrace.core.record.Records.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.transforms.ExtractNewRecordState;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What Debezium's own flattening transform makes of envelopes. */
class FlattenedByDebeziumTest {

    private static final SourcePosition POSITION =
            new SourcePosition(4711, 3, 1_700_000_000_000L, "public", "orders", "7");

    private final RecordDecoder decoder = RecordDecoders.create(DecoderOptions.defaults());

    private ChangeRecord flattened(SinkRecord envelope, Map<String, String> options) {
        try (ExtractNewRecordState<SinkRecord> transform = new ExtractNewRecordState<>()) {
            transform.configure(new HashMap<>(options));
            return Objects.requireNonNull(decoder.decode(Objects.requireNonNull(transform.apply(envelope))));
        }
    }

    @Test
    void fieldsInTheRow() {
        Map<String, String> options =
                Map.of("add.fields", "op,lsn,source.ts_ms,schema,table,txId,transaction.total_order");
        ChangeRecord update = flattened(record(key(1), envelope("u", row(1, "old"), row(1, "new"))), options);
        assertThat(update.op()).isEqualTo(Op.UPDATE);
        assertThat(update.position()).isEqualTo(POSITION);
        assertThat(columns(update.after()))
                .containsEntry("name", "new")
                .containsEntry("__lsn", 4711L)
                .doesNotContainKey("__op");
    }

    @Test
    void fieldsInHeaders() {
        Map<String, String> options =
                Map.of("add.headers", "op,lsn,source.ts_ms,schema,table,txId,transaction.total_order");
        ChangeRecord read = flattened(record(key(1), envelope("r", null, row(1, "new"))), options);
        assertThat(read.op()).isEqualTo(Op.READ);
        assertThat(read.position()).isEqualTo(POSITION);
        assertThat(columns(read.after())).isEqualTo(map("id", 1L, "name", "new"));
    }

    @Test
    void deletesAsTombstonesAndAsRows() {
        SinkRecord delete = record(key(1), envelope("d", row(1, "old"), null));
        ChangeRecord tombstone =
                flattened(delete, Map.of("delete.tombstone.handling.mode", "tombstone", "add.headers", "op,lsn"));
        assertThat(tombstone.op()).isEqualTo(Op.DELETE);
        assertThat(Objects.requireNonNull(tombstone.position()).sequence()).isEqualTo(4711);
        ChangeRecord rewritten = flattened(delete, Map.of("delete.tombstone.handling.mode", "rewrite"));
        assertThat(rewritten.op()).isEqualTo(Op.DELETE);
        assertThat(columns(rewritten.key())).isEqualTo(map("id", 1L));
        assertThat(rewritten.after()).isNull();
        ChangeRecord create = flattened(
                record(key(1), envelope("c", null, row(1, "new"))),
                Map.of("delete.tombstone.handling.mode", "rewrite"));
        assertThat(create.op()).isEqualTo(Op.INSERT);
        assertThat(columns(create.after())).isEqualTo(map("id", 1L, "name", "new"));
    }
}
