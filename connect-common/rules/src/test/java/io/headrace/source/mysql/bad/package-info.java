/** A stand-in for a source plugin. */
@NullMarked
package io.headrace.source.mysql.bad;

import org.jspecify.annotations.NullMarked;
