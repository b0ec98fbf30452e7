/**
 * From frozen records to batches: which table, which columns, which operation per key. Runs on the loader's thread.
 */
@NullMarked
package io.headrace.sink.plan;

import org.jspecify.annotations.NullMarked;
