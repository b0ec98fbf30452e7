/**
 * The local (or mounted) file system as an object store: staged files are renamed into place, and compare-and-set is guarded by lock files.
 */
@NullMarked
package io.headrace.files.store.local;

import org.jspecify.annotations.NullMarked;
