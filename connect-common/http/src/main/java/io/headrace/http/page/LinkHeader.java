package io.headrace.http.page;

import java.util.Optional;
import java.util.OptionalLong;

/** Follows a relation of the Link header (RFC 8288). The token is the address of the next page. */
record LinkHeader(PageEnd end, String relation) implements PagingStrategy {

    @Override
    public PageToken first() {
        return PageToken.FIRST;
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        return end.isSaid(result.templates())
                ? Optional.empty()
                : result.headers().link(relation).map(PageToken::new);
    }

    @Override
    public OptionalLong pageSize() {
        return end.pageSize();
    }
}
