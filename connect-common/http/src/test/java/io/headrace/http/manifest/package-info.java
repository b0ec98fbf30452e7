/** Tests of manifests. */
@NullMarked
package io.headrace.http.manifest;

import org.jspecify.annotations.NullMarked;
