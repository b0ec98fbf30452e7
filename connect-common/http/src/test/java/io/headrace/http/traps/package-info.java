/** What real APIs do to their clients, by the names that the traps have, over HTTP. */
@NullMarked
package io.headrace.http.traps;

import org.jspecify.annotations.NullMarked;
