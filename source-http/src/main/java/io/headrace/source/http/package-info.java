/**
 * The connectors of this plugin and their tasks.
 */
@NullMarked
package io.headrace.source.http;

import org.jspecify.annotations.NullMarked;
