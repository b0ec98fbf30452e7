package io.headrace.sql;

import java.time.Duration;

/**
 * What all SQL destinations are told by their settings.
 *
 * @param schema the schema of tables that name none, and of the bookkeeping tables
 * @param loadsRetention how long rows stay in {@code _headrace_loads}; zero keeps them for ever
 */
public record SqlOptions(String schema, Duration loadsRetention) {}
