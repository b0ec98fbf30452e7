/** The command line as people start it: by the words of the tutorial, and with a clock beside it. */
@NullMarked
package io.headrace.cli.start;

import org.jspecify.annotations.NullMarked;
