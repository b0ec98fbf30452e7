package io.headrace.http.read;

import io.headrace.http.page.PageSource;

/** Makes the page source of a stream. */
@FunctionalInterface
public interface PageSources {

    PageSource of(StreamSpec spec);
}
