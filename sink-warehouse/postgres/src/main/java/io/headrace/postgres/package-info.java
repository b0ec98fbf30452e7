/**
 * The Postgres destination: binary COPY to a staging table (or straight into the target when appending), one merge statement, and the ledger in the same transaction.
 */
@NullMarked
package io.headrace.postgres;

import org.jspecify.annotations.NullMarked;
