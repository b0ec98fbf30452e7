/** A door for measurements into the Postgres sink's package, so that nothing in the plugin is public for their sake. */
@NullMarked
package io.headrace.postgres;

import org.jspecify.annotations.NullMarked;
