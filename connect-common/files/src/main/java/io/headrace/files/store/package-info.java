/**
 * Object stores as the sinks and sources need them: conditional puts, and uploads that stay invisible until they are published.
 */
@NullMarked
package io.headrace.files.store;

import org.jspecify.annotations.NullMarked;
