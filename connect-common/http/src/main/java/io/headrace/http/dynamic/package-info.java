/**
 * Streams and schemas that are found out at run time: streams made of a template, one for each thing that an API or the settings name, and schemas that an API describes or records show.
 */
@NullMarked
package io.headrace.http.dynamic;

import org.jspecify.annotations.NullMarked;
