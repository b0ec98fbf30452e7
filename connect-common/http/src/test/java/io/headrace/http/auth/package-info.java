/** Tests of the authenticators, against published examples and a server. */
@NullMarked
package io.headrace.http.auth;

import org.jspecify.annotations.NullMarked;
