/**
 * Whether a request comes from whom it should: the signature schemes of the providers, a general HMAC, and keys, passwords and certificates. Signatures are computed over the raw bytes and compared in a
 * time that does not depend on where they differ.
 */
@NullMarked
package io.headrace.source.http.webhook.verify;

import org.jspecify.annotations.NullMarked;
