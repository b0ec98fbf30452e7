/** How a request shows who sends it: keys, passwords, tokens that are fetched and renewed, sessions, and signatures over the request. Secrets leave only in the request itself. */
@NullMarked
package io.headrace.http.auth;

import org.jspecify.annotations.NullMarked;
