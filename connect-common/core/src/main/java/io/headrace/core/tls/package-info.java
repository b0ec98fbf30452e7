/**
 * How a connection to another system is protected: the {@code ssl.*} keys, which mean the same in every plugin that has them, and the rules between them.
 */
@NullMarked
package io.headrace.core.tls;

import org.jspecify.annotations.NullMarked;
