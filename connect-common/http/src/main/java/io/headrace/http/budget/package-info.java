/** How many calls an API allows per time: rates, what they count, what the server says is left, and the sharing of one quota by the tasks of a worker and over workers. Nothing here sleeps. */
@NullMarked
package io.headrace.http.budget;

import org.jspecify.annotations.NullMarked;
