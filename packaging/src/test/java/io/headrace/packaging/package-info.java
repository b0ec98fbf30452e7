/** Tests of what people download: one zip per plugin, opened and compared with what it promises. */
@NullMarked
package io.headrace.packaging;

import org.jspecify.annotations.NullMarked;
