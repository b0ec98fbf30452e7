/**
 * What every source connector must do, as one suite of named tests: settings, check, discovery, a full read, changes, a restart at every record, and a state from the future.
 */
@NullMarked
package io.headrace.testkit.stream;

import org.jspecify.annotations.NullMarked;
