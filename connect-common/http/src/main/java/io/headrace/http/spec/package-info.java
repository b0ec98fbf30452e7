/**
 * What a declaration of an API's streams may say, and what one says: the vocabulary of components with their fields, and immutable trees of them that know where they were written. The
 * names are those of Airbyte's low-code language, so that its manifests can be read; components and fields of our own follow the same grammar.
 */
@NullMarked
package io.headrace.http.spec;

import org.jspecify.annotations.NullMarked;
