/**
 * Templates in the Jinja language of Airbyte's manifests: compiled once when a declaration is loaded, where unknown names, filters, tests and methods are refused, and evaluated to typed
 * values. Nothing is reached by reflection, so a template sees plain JSON values and the functions listed here, and nothing else.
 */
@NullMarked
package io.headrace.http.template;

import org.jspecify.annotations.NullMarked;
