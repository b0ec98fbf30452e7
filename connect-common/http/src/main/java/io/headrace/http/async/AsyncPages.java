package io.headrace.http.async;

import io.headrace.http.client.Answer;
import io.headrace.http.client.Exchange;
import io.headrace.http.client.HttpContext;
import io.headrace.http.client.Ignored;
import io.headrace.http.client.Reply;
import io.headrace.http.client.ResetPagination;
import io.headrace.http.client.Wait;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.page.Addresses;
import io.headrace.http.page.PageHeaders;
import io.headrace.http.page.PageSource;
import io.headrace.http.page.Paginator;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.RequestOptions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results of jobs as pages: the first page orders the job, the others go on with it, and behind the last one it is deleted. */
public final class AsyncPages implements PageSource {

    private final HttpContext context;
    private final Retriever retriever;
    private final Addresses addresses;
    private final Paginator paginator;

    /** @param component an {@code AsyncRetriever} */
    public AsyncPages(Component component, HttpContext context) {
        this.context = context;
        this.retriever = Retriever.of(component, context);
        this.addresses = Addresses.of(component.child("download_requester"));
        this.paginator = AsyncPaginator.of(component, context.scope()).inside();
    }

    @Override
    public PageSource.Fetch ask(Request request) {
        if (request.token().isFirst()) {
            return new JobExchange(retriever, context, request, token -> fetch(token, request.scope()));
        }
        JobToken token = JobToken.parse(request.token());
        return token.isBehindTheLast() ? delete(token, request.scope()) : fetch(token, request.scope());
    }

    private PageSource.Fetch fetch(JobToken token, Scope slice) {
        Scope scope = scope(slice, token.job())
                .with("download_target", token.job().targets().get(token.target()))
                .with(
                        "next_page_token",
                        token.page().isFirst() ? null : token.page().view());
        RequestOptions options = paginator.inject(token.page(), scope);
        Exchange exchange = paginator
                .address(token.page())
                .map(address -> retriever.download().follow(scope, options, addresses.absolute(address, scope)))
                .orElseGet(() -> retriever.download().request(scope, options));
        return () -> fetched(exchange.send(), token, scope);
    }

    private Fetched fetched(Reply reply, JobToken token, Scope scope) {
        if (reply instanceof Answer answer) {
            return new Fetched.Page(
                    PageHeaders.of(answer.headers()),
                    context.redactor().url(answer.url()),
                    answer.date(),
                    new Downloaded(answer.records(retriever.records(), scope), token),
                    Optional.of(token.token()));
        }
        if (reply instanceof Wait wait) {
            return new Fetched.Wait(wait.until(), wait.reason());
        }
        return reply instanceof ResetPagination reset
                ? new Fetched.Reset(reset.reason())
                : new Fetched.Ignored(((Ignored) reply).reason());
    }

    private PageSource.Fetch delete(JobToken token, Scope slice) {
        Exchange exchange = retriever.delete().orElseThrow().request(scope(slice, token.job()), RequestOptions.none());
        return () -> {
            Reply reply = exchange.send();
            if (reply instanceof Wait wait) {
                return new Fetched.Wait(wait.until(), wait.reason());
            }
            if (reply instanceof Answer answer) {
                answer.close();
            }
            return empty(token);
        };
    }

    static Fetched empty(JobToken token) {
        return new Fetched.Page(PageHeaders.NONE, "", Optional.empty(), new Downloaded(new NoRecords(), token));
    }

    static Scope scope(Scope slice, Job job) {
        return slice.with("creation_response", job.creation()).with("polling_response", job.polling());
    }

    @Override
    public Fetched inline(Object page, Scope scope) {
        throw new IllegalStateException("A job has no page in a parent's record");
    }

    private record NoRecords() implements RecordStream {

        @Override
        public @Nullable Object next() {
            return null;
        }

        @Override
        public Object rest() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
