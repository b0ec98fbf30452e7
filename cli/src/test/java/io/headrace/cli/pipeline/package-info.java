/**
 * Whole pipelines as a user has them: plugin zips in a worker, connectors made through its REST API, real Kafka and Postgres.
 */
@NullMarked
package io.headrace.cli.pipeline;

import org.jspecify.annotations.NullMarked;
