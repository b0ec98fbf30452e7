/**
 * Java in the place of a manifest's Python: the interfaces that code of the user's implements, and how it is found. A manifest names a Python class in {@code class_name}; a Java class that says it stands for that name takes its place.
 */
@NullMarked
package io.headrace.http.custom;

import org.jspecify.annotations.NullMarked;
