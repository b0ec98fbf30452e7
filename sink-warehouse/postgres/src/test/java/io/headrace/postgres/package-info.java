/** Tests of the Postgres destination, on a real server. */
@NullMarked
package io.headrace.postgres;

import org.jspecify.annotations.NullMarked;
