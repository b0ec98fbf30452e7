/**
 * The settings are tested as a user meets them: by the text of their errors.
 */
@NullMarked
package io.headrace.core.config;

import org.jspecify.annotations.NullMarked;
