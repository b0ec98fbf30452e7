/** What the mock API promises to the tests that stand on it. */
@NullMarked
package io.headrace.testkit.http;

import org.jspecify.annotations.NullMarked;
