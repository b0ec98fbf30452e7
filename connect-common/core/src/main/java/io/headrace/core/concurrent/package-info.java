/**
 * The one home of threads: every executor of a plugin is made here, so that it carries the plugin's class loader and logging context.
 */
@NullMarked
package io.headrace.core.concurrent;

import org.jspecify.annotations.NullMarked;
