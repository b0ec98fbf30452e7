package io.headrace.http.page;

import io.headrace.http.template.Scope;
import io.headrace.http.template.Template;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Takes the next token from the page, as a template says. Ends where the stop condition holds or the template yields nothing; an empty page is not the end. */
record CursorPagination(PageEnd end, Template cursor) implements PagingStrategy {

    @Override
    public PageToken first() {
        return PageToken.FIRST;
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        Scope scope = result.templates().with("next_page_token", current.isFirst() ? null : current.view());
        if (end.isSaid(scope)) {
            return Optional.empty();
        }
        @Nullable Object value = cursor.value(scope);
        return PageToken.isNothing(value) ? Optional.empty() : Optional.of(new PageToken(value));
    }

    @Override
    public OptionalLong pageSize() {
        return end.pageSize();
    }
}
