/**
 * Jobs that an API does aside: ordered, asked about until they are done, their results fetched as pages. What a page's token holds is enough to go on with a job after a restart.
 */
@NullMarked
package io.headrace.http.async;

import org.jspecify.annotations.NullMarked;
