/**
 * What is in a body: one event or many, as JSON, JSON lines or a form. The fields that somebody wants are found in one pass over the bytes, without a tree.
 */
@NullMarked
package io.headrace.source.http.webhook.body;

import org.jspecify.annotations.NullMarked;
