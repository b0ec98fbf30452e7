/**
 * The local file system against the store contract, and what only it does.
 */
@NullMarked
package io.headrace.files.store.local;

import org.jspecify.annotations.NullMarked;
