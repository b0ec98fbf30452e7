package io.headrace.http.async;

import io.headrace.http.page.PageResult;
import io.headrace.http.page.PageToken;
import io.headrace.http.page.Paginator;
import io.headrace.http.page.Paginators;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.Optional;

/** Walks the pages of each of a job's results, one result after the other, and at last to the job's deletion where one is declared. */
public final class AsyncPaginator implements Paginator {

    private final Paginator inside;
    private final boolean deletes;

    private AsyncPaginator(Paginator inside, boolean deletes) {
        this.inside = inside;
        this.deletes = deletes;
    }

    /** The paginator of an {@code AsyncRetriever}. */
    public static AsyncPaginator of(Component retriever, Scope config) {
        return new AsyncPaginator(
                Paginators.of(retriever, "download_paginator", config),
                retriever.optionalChild("delete_requester").isPresent());
    }

    Paginator inside() {
        return inside;
    }

    @Override
    public PageToken first() {
        return PageToken.FIRST;
    }

    @Override
    public Optional<PageToken> next(PageResult result, PageToken current) {
        if (!(result.response() instanceof Downloaded.Rest rest) || rest.token().isBehindTheLast()) {
            return Optional.empty();
        }
        JobToken here = rest.token();
        PageResult inner = new PageResult(
                result.scope(), rest.response(), result.headers(), result.url(), result.size(), result.lastRecord());
        Optional<PageToken> page = inside.next(inner, here.page());
        if (page.isPresent()) {
            return page.map(next -> new JobToken(here.job(), here.target(), next).token());
        }
        JobToken following = new JobToken(here.job(), here.target() + 1, inside.first());
        return following.isBehindTheLast() && !deletes ? Optional.empty() : Optional.of(following.token());
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
