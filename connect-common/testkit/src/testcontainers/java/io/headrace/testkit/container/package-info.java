/**
 * The test servers as containers, compiled under the Maven profile {@code testcontainers} only, for machines with Docker.
 * Compiled but never run so far: the machines this was written on have no Docker daemon.
 */
@NullMarked
package io.headrace.testkit.container;

import org.jspecify.annotations.NullMarked;
