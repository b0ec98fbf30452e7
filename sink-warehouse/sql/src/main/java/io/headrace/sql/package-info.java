/**
 * What every SQL destination shares: the ledger, sync log and remembered names as tables, DDL from schema deltas, merge statements from a staging table, and the transaction
 * around them. A destination brings a {@link io.headrace.sql.Dialect}, a {@link io.headrace.sql.ConnectionSource} and a {@link io.headrace.sql.BulkLoader}.
 */
@NullMarked
package io.headrace.sql;

import org.jspecify.annotations.NullMarked;
