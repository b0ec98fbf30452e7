/** A shop of three levels behind a mock API, what of it has arrived in topics, and what came again after crashes although it should not have. */
@NullMarked
package io.headrace.testkit.shop;

import org.jspecify.annotations.NullMarked;
