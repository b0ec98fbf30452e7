/**
 * Settings with names, types and ranges; composed by lists, lowered to Kafka's {@code ConfigDef}, parsed once into immutable values.
 */
@NullMarked
package io.headrace.core.config;

import org.jspecify.annotations.NullMarked;
