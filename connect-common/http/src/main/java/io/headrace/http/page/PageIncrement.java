package io.headrace.http.page;

import java.util.Optional;
import java.util.OptionalLong;

/** Numbers pages. */
record PageIncrement(PageEnd end, long start, boolean onFirstRequest) implements PagingStrategy {

    @Override
    public PageToken first() {
        return onFirstRequest ? new PageToken(start) : PageToken.FIRST;
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        return end.isCounted(result) ? Optional.empty() : Optional.of(new PageToken(current.number(start) + 1));
    }

    @Override
    public OptionalLong pageSize() {
        return end.pageSize();
    }
}
