package io.headrace.sql;

import io.headrace.core.schema.TableId;
import io.headrace.sink.spi.RowBlock;
import java.sql.Connection;
import java.sql.SQLException;

/** The target's fastest way in. */
public interface BulkLoader {

    /**
     * Appends every row of {@code block} to {@code table} inside the transaction that is open on {@code connection}.
     *
     * @param table a staging table whose columns are exactly {@code block.columns()}, or a target table that has at least those columns with exactly those types
     * @return bytes sent, or -1 when not known
     * @throws io.headrace.core.error.HeadraceException of class POISON when the target has no form for a value; the text names the column and its type, never the value
     */
    long load(Connection connection, TableId table, RowBlock block) throws SQLException;
}
