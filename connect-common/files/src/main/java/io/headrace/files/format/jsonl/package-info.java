/**
 * JSON Lines: one object per row and line, every value in a form that a reader can turn back without loss.
 */
@NullMarked
package io.headrace.files.format.jsonl;

import org.jspecify.annotations.NullMarked;
