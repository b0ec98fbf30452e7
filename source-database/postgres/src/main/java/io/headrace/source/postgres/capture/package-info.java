/**
 * What is plugged into Debezium: the task that streams values as text, the converter and the snapshot query that go with it. Debezium makes the converter and
 * the query by name, so they are public.
 */
@NullMarked
package io.headrace.source.postgres.capture;

import org.jspecify.annotations.NullMarked;
