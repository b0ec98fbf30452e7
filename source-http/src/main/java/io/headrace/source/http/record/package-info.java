/**
 * Records for Kafka from what was read: schemas that are declared or learnt and remembered, keys, tombstones.
 */
@NullMarked
package io.headrace.source.http.record;

import org.jspecify.annotations.NullMarked;
