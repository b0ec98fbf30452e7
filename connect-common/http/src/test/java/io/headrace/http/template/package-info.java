/** Tests of templates. */
@NullMarked
package io.headrace.http.template;

import org.jspecify.annotations.NullMarked;
