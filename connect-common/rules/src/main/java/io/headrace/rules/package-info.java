/**
 * The house rules as tests. This jar is a test dependency of every module, and Surefire's {@code dependenciesToScan}
 * runs its classes there, each against the module it runs in: the compiled main classes, or the main sources where
 * bytecode does not show what matters. Every rule says how to mend what it finds; there are no exceptions lists.
 */
@NullMarked
package io.headrace.rules;

import org.jspecify.annotations.NullMarked;
