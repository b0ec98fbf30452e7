package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;

/** Stands before a handler: lets a request through, refuses it, or spoils the answer. */
@FunctionalInterface
public interface Behaviour {
    Reply answer(Call call, Handler next);

    /** {@return the handler behind this behaviour} */
    default Handler before(Handler next) {
        return call -> answer(call, next);
    }
}
