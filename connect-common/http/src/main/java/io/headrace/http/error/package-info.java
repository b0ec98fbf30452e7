/** What is done about a bad response: filters that fit it, the default mapping, and how long is waited before the request is repeated. Decides only; nothing here sends or sleeps. */
@NullMarked
package io.headrace.http.error;

import org.jspecify.annotations.NullMarked;
