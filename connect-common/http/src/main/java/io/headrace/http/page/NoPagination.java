package io.headrace.http.page;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.Optional;

/** One page is all. */
record NoPagination() implements Paginator {

    @Override
    public PageToken first() {
        return PageToken.FIRST;
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        return Optional.empty();
    }

    @Override
    public RequestOptions inject(PageToken token, Scope scope) {
        return RequestOptions.none();
    }

    @Override
    public Optional<String> address(PageToken token) {
        return Optional.empty();
    }
}
