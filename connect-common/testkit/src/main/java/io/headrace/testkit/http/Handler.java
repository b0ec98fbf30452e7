package io.headrace.testkit.http;

import io.headrace.testkit.http.wire.Call;
import io.headrace.testkit.http.wire.Reply;

/** Answers requests. May be asked from several threads at once. */
@FunctionalInterface
public interface Handler {
    Reply answer(Call call);
}
