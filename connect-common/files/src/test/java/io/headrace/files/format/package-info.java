/**
 * What every row file format must hold, and the values that are hardest to hold.
 */
@NullMarked
package io.headrace.files.format;

import org.jspecify.annotations.NullMarked;
