package io.headrace.http.page;

import io.headrace.http.template.Scope;
import io.headrace.http.wire.Injection;
import io.headrace.http.wire.Json;
import io.headrace.http.wire.RequestOptions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the next page in what the page itself says; see {@link PageHints} for what is understood. The token holds the parameter and the value: {@code {"cursor": "abc"}}, or
 * {@code {"": "https://…"}} for an address.
 */
record AutoPaginator(OptionalLong pageSize, Optional<Injection> sizeOption) implements Paginator {

    private static final String ADDRESS = "";

    @Override
    public PageToken first() {
        return PageToken.FIRST;
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        return PageHints.next(result)
                .map(hint -> new PageToken(Map.of(hint.parameter().orElse(ADDRESS), hint.value())));
    }

    @Override
    public RequestOptions inject(PageToken token, Scope scope) {
        RequestOptions injected = sizeOption.isPresent() && pageSize.isPresent()
                ? sizeOption.get().put(RequestOptions.none(), scope, pageSize.getAsLong())
                : RequestOptions.none();
        if (token.value() instanceof Map<?, ?> map && !map.containsKey(ADDRESS)) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                injected = injected.parameter(String.valueOf(entry.getKey()), entry.getValue());
            }
        }
        return injected;
    }

    @Override
    public Optional<String> address(PageToken token) {
        return token.value() instanceof Map<?, ?> map
                ? Optional.ofNullable(map.get(ADDRESS)).map(Json::plain)
                : Optional.empty();
    }
}
