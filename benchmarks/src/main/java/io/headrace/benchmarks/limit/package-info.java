/**
 * The limit: a plain sink of a day's work. It knows the table's columns from its configuration, reads each row once, and writes
 * it straight into the target's bulk path from a second thread. It has no ledger, no schema plan and no compaction: a crash doubles or
 * loses rows, and a record of another shape breaks it.
 */
@NullMarked
package io.headrace.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
