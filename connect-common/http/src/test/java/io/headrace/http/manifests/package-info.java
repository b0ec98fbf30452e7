/** Declarations in Airbyte's language that together use every component we share with it, run against APIs of the shape they were written for. */
@NullMarked
package io.headrace.http.manifests;

import org.jspecify.annotations.NullMarked;
