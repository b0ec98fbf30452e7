/**
 * The demo: a small shop in Postgres, behind an API and behind webhooks, brought into a warehouse and a lake, killed once on purpose, and compared row by row.
 */
@NullMarked
package io.headrace.cli.demo;

import org.jspecify.annotations.NullMarked;
