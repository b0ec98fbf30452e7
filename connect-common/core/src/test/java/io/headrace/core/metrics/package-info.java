/**
 * Metrics are read where an operator reads them: in Connect's registry and in JMX.
 */
@NullMarked
package io.headrace.core.metrics;

import org.jspecify.annotations.NullMarked;
