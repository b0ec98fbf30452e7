/**
 * Names of tables and columns: fitted to what a target allows, unique within their scope, and kept for ever once given.
 */
@NullMarked
package io.headrace.core.naming;

import org.jspecify.annotations.NullMarked;
