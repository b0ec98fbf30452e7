/**
 * The Postgres change data capture plugin: a connector and a task of our own around Debezium's, which cut the stream of changes at whole events, flatten them into
 * rows, and check the database before anything starts.
 */
@NullMarked
package io.headrace.source.postgres;

import org.jspecify.annotations.NullMarked;
