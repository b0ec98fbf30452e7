package io.headrace.http.page;

import java.util.Optional;
import java.util.OptionalLong;

/** Counts records. */
record OffsetIncrement(PageEnd end, boolean onFirstRequest) implements PagingStrategy {

    @Override
    public PageToken first() {
        return onFirstRequest ? new PageToken(0L) : PageToken.FIRST;
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        return end.isCounted(result) ? Optional.empty() : Optional.of(new PageToken(current.number(0) + result.size()));
    }

    @Override
    public OptionalLong pageSize() {
        return end.pageSize();
    }
}
