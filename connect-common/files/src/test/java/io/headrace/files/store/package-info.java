/**
 * What every object store keeps.
 */
@NullMarked
package io.headrace.files.store;

import org.jspecify.annotations.NullMarked;
