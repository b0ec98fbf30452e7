package io.headrace.http.page;

import io.headrace.http.custom.CustomPage;
import io.headrace.http.custom.CustomPaginationStrategy;
import io.headrace.http.custom.CustomUse;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Pages as code of the user's leads from one to the next. */
record CustomPaging(PageEnd end, CustomUse<CustomPaginationStrategy> use) implements PagingStrategy {

    @Override
    public PageToken first() {
        return PageToken.FIRST;
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        Object around = result.response();
        CustomPage page = new CustomPage(
                around == null ? Map.of() : around,
                result.headers().byName(),
                result.url(),
                result.size(),
                Optional.ofNullable(result.lastRecord()),
                Optional.ofNullable(current.value()));
        return use.call(result.templates(), (code, context) -> code.next(page, context))
                .map(PageToken::new);
    }

    @Override
    public OptionalLong pageSize() {
        return end.pageSize();
    }
}
