package io.headrace.postgres;

import io.headrace.core.error.HeadraceException;
import io.headrace.core.schema.Column;
import io.headrace.core.schema.TableId;
import io.headrace.sink.spi.RowBlock;
import io.headrace.sql.BulkLoader;
import io.headrace.sql.Identifiers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends blocks of rows by {@code COPY … (FORMAT binary)} (Postgres, COPY, Binary Format). One instance is used by one thread. */
final class CopyLoader implements BulkLoader {

    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NULL = -1;
    private static final int END = -1;

    /** Sent whenever this much is encoded: the server reads one chunk while the next is made. */
    private static final int CHUNK_BYTES = 128 * 1024;

    private final TypeMapping types;
    private final UnstorableText unstorable;
    private final CopyBuffer buffer = new CopyBuffer(2 * CHUNK_BYTES);

    CopyLoader(TypeMapping types, UnstorableText unstorable) {
        this.types = types;
        this.unstorable = unstorable;
    }

    @Override
    public long load(Connection connection, TableId table, RowBlock block) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql(table, block.columns()));
        try {
            long sent = send(block, copy);
            copy.endCopy();
            return sent;
        } catch (RuntimeException | SQLException e) {
            cancel(copy, e);
            throw e;
        } finally {
            buffer.trim();
        }
    }

    private static String sql(TableId table, List<Column> columns) {
        String qualified = table.namespace() == null
                ? Identifiers.quote(table.name())
                : Identifiers.quote(table.namespace()) + "." + Identifiers.quote(table.name());
        return "COPY " + qualified + " ("
                + columns.stream().map(c -> Identifiers.quote(c.name())).collect(Collectors.joining(", "))
                + ") FROM STDIN (FORMAT binary)";
    }

    private long send(RowBlock block, CopyIn copy) throws SQLException {
        List<Column> columns = block.columns();
        ValueEncoder[] encoders = columns.stream()
                .map(column -> types.encoder(column.type(), unstorable))
                .toArray(ValueEncoder[]::new);
        @Nullable Object[] values = new Object[encoders.length];
        long sent = 0;
        putHeader();
        for (int row = 0; row < block.size(); row++) {
            block.read(row, values);
            putRow(block, row, values, encoders);
            if (buffer.size() >= CHUNK_BYTES) {
                sent += flush(copy);
            }
        }
        buffer.putShort(END);
        return sent + flush(copy);
    }

    private void putHeader() {
        buffer.putBytes(SIGNATURE);
        buffer.putInt(0);
        buffer.putInt(0);
    }

    private void putRow(RowBlock block, int row, @Nullable Object[] values, ValueEncoder[] encoders) {
        buffer.putShort(encoders.length);
        for (int i = 0; i < encoders.length; i++) {
            Object value = values[i];
            if (value == null) {
                buffer.putInt(NULL);
                continue;
            }
            try {
                encoders[i].encode(value, buffer);
            } catch (ValueRefusedException e) {
                throw HeadraceException.poison("Postgres cannot store the value of column '"
                        + block.columns().get(i).name() + "' of record "
                        + block.origin(row).coordinates() + ": " + e.getMessage() + ".");
            } catch (ClassCastException e) {
                throw new IllegalStateException(
                        "Column " + block.columns().get(i) + " was given a " + value.getClass(), e);
            }
        }
    }

    private int flush(CopyIn copy) throws SQLException {
        int size = buffer.size();
        copy.writeToCopy(buffer.array(), 0, size);
        buffer.clear();
        return size;
    }

    /** Ends the COPY so that the session can be used again; that the server calls this an error is what was asked for. */
    private static void cancel(CopyIn copy, Exception cause) {
        if (!copy.isActive()) {
            return;
        }
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
