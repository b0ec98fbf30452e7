/**
 * The commands of headrace: what they take, what they print, how they end.
 */
@NullMarked
package io.headrace.cli;

import org.jspecify.annotations.NullMarked;
