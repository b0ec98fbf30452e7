/** Sends requests: builds them, adds credentials, keeps to budgets, follows redirects safely, judges responses and repeats what may be repeated. Never sleeps: a wait is an answer. */
@NullMarked
package io.headrace.http.client;

import org.jspecify.annotations.NullMarked;
