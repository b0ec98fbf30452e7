/** Tests of the decoders: formats, limits, damage, and selection in constant memory. */
@NullMarked
package io.headrace.http.decode;

import org.jspecify.annotations.NullMarked;
