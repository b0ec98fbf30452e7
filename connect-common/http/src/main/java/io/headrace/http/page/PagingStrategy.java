package io.headrace.http.page;

import java.util.Optional;
import java.util.OptionalLong;

/** How one page leads to the next. Stateless: all it knows is in the token and the page. */
interface PagingStrategy {

    /** The token of the first page. */
    PageToken first();

    /** The token of the page after this one; empty at the end. */
    Optional<PageToken> next(PageResult result, PageToken current);

    /** Records that a page is asked to hold, where the declaration says so. */
    OptionalLong pageSize();
}
