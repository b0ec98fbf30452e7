package io.headrace.http.page;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.Optional;

/** Walks the pages of one window. Stateless: tokens hold all that a walk needs, so that it goes on after a restart. */
public interface Paginator {

    /** The token of the first page. */
    PageToken first();

    /** The token of the page after this one; empty at the end. */
    Optional<PageToken> next(PageResult result, PageToken current);

    /** What the token and the page size put into the request. */
    RequestOptions inject(PageToken token, Scope scope);

    /** The address, absolute or relative to the requester's, that the token asks for in place of the requester's own path. */
    Optional<String> address(PageToken token);
}
