package io.headrace.sql;

import io.headrace.sink.spi.Batch;
import io.headrace.sink.spi.Staged;

/** A batch that is already merged into its table, inside the open transaction. */
record SqlStaged(Batch batch, long bytes) implements Staged {}
