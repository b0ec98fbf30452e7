/**
 * The files sink: Parquet or JSON Lines in an object store, exactly once, with one state object per partition that is ledger and list of pending uploads in one.
 */
@NullMarked
package io.headrace.filesink;

import org.jspecify.annotations.NullMarked;
