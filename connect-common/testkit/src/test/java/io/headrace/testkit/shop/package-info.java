/** Tests of what judges the kills of workers. */
@NullMarked
package io.headrace.testkit.shop;

import org.jspecify.annotations.NullMarked;
