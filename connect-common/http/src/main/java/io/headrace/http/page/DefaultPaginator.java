package io.headrace.http.page;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestOptions;
import java.util.Optional;

/** A strategy, and where its token and page size go in a request. Without a place for the token, a token that is an address replaces the path. */
record DefaultPaginator(PagingStrategy strategy, Optional<Injection> sizeOption, TokenPlace place)
        implements Paginator {

    /** Where the token goes. */
    sealed interface TokenPlace {
        /** Nowhere: templates of the requester use {@code next_page_token}. */
        record Nowhere() implements TokenPlace {}

        /** In place of the path. */
        record Path() implements TokenPlace {}

        /** Into a parameter, header or body field. */
        record Option(Injection injection) implements TokenPlace {}
    }

    @Override
    public PageToken first() {
        return strategy.first();
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        return strategy.next(result, current);
    }

    @Override
    public RequestOptions inject(PageToken token, Scope scope) {
        RequestOptions injected = RequestOptions.none();
        if (sizeOption.isPresent() && strategy.pageSize().isPresent()) {
            injected = sizeOption
                    .get()
                    .put(RequestOptions.none(), scope, strategy.pageSize().getAsLong());
        }
        return place instanceof TokenPlace.Option option && !token.isFirst()
                ? injected.and(option.injection().put(RequestOptions.none(), scope, token.value()))
                : injected;
    }

    @Override
    public Optional<String> address(PageToken token) {
        return place instanceof TokenPlace.Path && !token.isFirst()
                ? Optional.of(Json.plain(token.value()))
                : Optional.empty();
    }
}
