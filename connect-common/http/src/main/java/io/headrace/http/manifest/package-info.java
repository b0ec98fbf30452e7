/**
 * Manifests: declarations in YAML or JSON, read to trees of components with the lines they were written on, every problem said at once; the settings that a manifest asks its user for; and
 * importers that make manifests of other descriptions of an API.
 */
@NullMarked
package io.headrace.http.manifest;

import org.jspecify.annotations.NullMarked;
