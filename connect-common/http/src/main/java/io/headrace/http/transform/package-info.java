/**
 * What is done to each record between the response and the topic: fields are added, dropped, renamed and flattened, values brought to the types of the schema, records filtered.
 */
@NullMarked
package io.headrace.http.transform;

import org.jspecify.annotations.NullMarked;
