/**
 * The door of the front ends: the keys that say which streams there are and how they are asked for, and the declaration that they make.
 */
@NullMarked
package io.headrace.http.front;

import org.jspecify.annotations.NullMarked;
