package io.headrace.http.client;

import io.headrace.core.error.HeadraceException;
import io.headrace.http.auth.Logins;
import io.headrace.http.decode.Decoder;
import io.headrace.http.decode.RecordSelect;
import io.headrace.http.decode.RecordStream;
import io.headrace.http.spec.Component;
import io.headrace.http.wire.RequestOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Runs logins as ordinary exchanges. One that has to wait goes on where it was when it is asked for again. */
final class RequesterLogins implements Logins {

    private final HttpContext context;
    private final Map<Component, Exchange> waiting = new ConcurrentHashMap<>();

    RequesterLogins(HttpContext context) {
        this.context = context;
    }

    @Override
    public Login login(Component requester, Decoder decoder) {
        Exchange exchange = waiting.remove(requester);
        Exchange current = exchange == null
                ? Requester.of(requester, context).request(context.scope(), RequestOptions.none())
                : exchange;
        Reply reply = current.send();
        if (reply instanceof Wait wait) {
            waiting.put(requester, current);
            return new Login.Later(wait.until(), wait.reason());
        }
        if (reply instanceof Answer answer) {
            return new Login.Done(body(answer, decoder));
        }
        throw HeadraceException.config(current.origin()
                + ": the error handler leaves the answer to a login out. Let it fail or repeat instead.");
    }

    private @Nullable Object body(Answer answer, Decoder decoder) {
        try (answer;
                RecordStream values = answer.records(RecordSelect.whole(decoder), context.scope())) {
            Object value = values.next();
            return values.next() == null ? value : values.rest();
        }
    }
}
