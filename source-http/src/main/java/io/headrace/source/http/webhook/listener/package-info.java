/**
 * The HTTP side: one Jetty server for each port, shared by the tasks of the JVM, without a thread for each request. An answer is written when Kafka has acknowledged, on the thread that heard of it.
 */
@NullMarked
package io.headrace.source.http.webhook.listener;

import org.jspecify.annotations.NullMarked;
