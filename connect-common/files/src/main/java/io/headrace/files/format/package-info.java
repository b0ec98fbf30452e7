/**
 * Row file formats: what turns canonical values into the bytes of one file, whatever store the file goes to.
 */
@NullMarked
package io.headrace.files.format;

import org.jspecify.annotations.NullMarked;
