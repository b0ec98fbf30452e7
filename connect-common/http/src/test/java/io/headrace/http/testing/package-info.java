/** What tests of several packages share. */
@NullMarked
package io.headrace.http.testing;

import org.jspecify.annotations.NullMarked;
