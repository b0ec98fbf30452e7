package io.headrace.sink.plan;

import io.headrace.sink.spi.LedgerChange;
import java.time.Instant;
import java.util.List;

/** What is said of all rows of one load. */
record LoadFacts(List<LedgerChange> origins, String loadId, Instant startedAt) {}
