/** Measures how fast a paged API is read: ours into Kafka, Airbyte's low-code CDK, and a bare client. The API answers from a JVM of its own. */
@NullMarked
package io.headrace.benchmarks.http;

import org.jspecify.annotations.NullMarked;
