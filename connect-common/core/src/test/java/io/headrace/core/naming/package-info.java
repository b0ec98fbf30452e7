/**
 * Names are tested by properties over hostile texts: what must hold holds for all of them, in any order.
 */
@NullMarked
package io.headrace.core.naming;

import org.jspecify.annotations.NullMarked;
