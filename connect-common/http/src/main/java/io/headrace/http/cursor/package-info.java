/**
 * Cursors: how a stream is read in windows of time or number, what of a record tells its place in them, and how far reading may call itself done. Values of a cursor are ranks: whole
 * numbers that order records, microseconds since the epoch for times.
 */
@NullMarked
package io.headrace.http.cursor;

import org.jspecify.annotations.NullMarked;
