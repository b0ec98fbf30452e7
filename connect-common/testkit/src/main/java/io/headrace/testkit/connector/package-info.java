/** Two connectors that are as small as connectors get, to prove the servers of the test kit with: a source of numbers and a sink of lines. And what tells of records and holds them on their way. */
@NullMarked
package io.headrace.testkit.connector;

import org.jspecify.annotations.NullMarked;
