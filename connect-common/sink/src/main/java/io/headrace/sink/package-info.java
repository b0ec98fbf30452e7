/**
 * What a sink plugin extends: a connector and a task that bring the engine, and the factory that brings its destination.
 */
@NullMarked
package io.headrace.sink;

import org.jspecify.annotations.NullMarked;
