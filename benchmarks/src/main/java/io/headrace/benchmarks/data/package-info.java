/** Generated rows: what a table looks like, what its n-th row holds, and the checksum by which content is compared. */
@NullMarked
package io.headrace.benchmarks.data;

import org.jspecify.annotations.NullMarked;
