package io.headrace.http.page;

import io.headrace.http.client.Answer;
import io.headrace.http.client.Exchange;
import io.headrace.http.client.HttpContext;
import io.headrace.http.client.Ignored;
import io.headrace.http.client.Reply;
import io.headrace.http.client.Requester;
import io.headrace.http.client.ResetPagination;
import io.headrace.http.client.Wait;
import io.headrace.http.decode.Content;
import io.headrace.http.decode.Decoder;
import io.headrace.http.decode.Decoders;
import io.headrace.http.decode.RecordSelect;
import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import io.headrace.http.wire.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Pages over HTTP: the requester, decoder and selector of a {@code SimpleRetriever}. */
public final class HttpPages implements PageSource {

    private final HttpContext context;
    private final Requester requester;
    private final Addresses addresses;
    private final RecordSelect select;

    public HttpPages(Component retriever, HttpContext context) {
        Component request = retriever.child("requester");
        Decoder decoder = retriever.optionalChild("decoder").map(Decoders::of).orElseGet(Decoders::json);
        this.context = context;
        this.requester = Requester.of(request, context);
        this.addresses = Addresses.of(request);
        this.select = RecordSelect.compile(retriever.child("record_selector").child("extractor"), decoder);
    }

    @Override
    public Fetch ask(Request request) {
        Scope scope = request.scope();
        Exchange exchange = request.address()
                .map(address -> requester.follow(scope, request.options(), addresses.absolute(address, scope)))
                .orElseGet(() -> requester.request(scope, request.options()));
        return () -> fetched(exchange.send(), scope);
    }

    private Fetched fetched(Reply reply, Scope scope) {
        if (reply instanceof Answer answer) {
            return new Fetched.Page(
                    PageHeaders.of(answer.headers()),
                    context.redactor().url(answer.url()),
                    answer.date(),
                    answer.records(select, scope));
        }
        if (reply instanceof Wait wait) {
            return new Fetched.Wait(wait.until(), wait.reason());
        }
        return reply instanceof ResetPagination reset
                ? new Fetched.Reset(reset.reason())
                : new Fetched.Ignored(((Ignored) reply).reason());
    }

    @Override
    public Fetched inline(Object page, Scope scope) {
        byte[] body = Json.text(page).getBytes(StandardCharsets.UTF_8);
        Content content = new Content(
                new ByteArrayInputStream(body),
                Optional.of(StandardCharsets.UTF_8),
                context.limits(),
                "the page in the parent's record");
        return new Fetched.Page(PageHeaders.NONE, "", Optional.empty(), select.open(content, scope));
    }
}
