/** Tests of the vocabulary and of components. */
@NullMarked
package io.headrace.http.spec;

import org.jspecify.annotations.NullMarked;
