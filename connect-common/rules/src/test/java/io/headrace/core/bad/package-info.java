/** Classes that break one rule each, so that the tests of the rules can watch them being caught. */
@NullMarked
package io.headrace.core.bad;

import org.jspecify.annotations.NullMarked;
