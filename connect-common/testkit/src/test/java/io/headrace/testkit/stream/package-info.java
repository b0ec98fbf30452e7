/** The contract of sources, held against the smallest of them. */
@NullMarked
package io.headrace.testkit.stream;

import org.jspecify.annotations.NullMarked;
