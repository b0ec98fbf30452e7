/**
 * JSON Lines against the format contract, and what only they do.
 */
@NullMarked
package io.headrace.files.format.jsonl;

import org.jspecify.annotations.NullMarked;
