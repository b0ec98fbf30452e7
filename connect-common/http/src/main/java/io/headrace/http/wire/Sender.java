package io.headrace.http.wire;

import java.io.IOException;

/** Sends one request as it is, without adding credentials, and reads its small answer whole. For logins and quotas; retries are the caller's. */
@FunctionalInterface
public interface Sender {

    SmallAnswer send(RequestDraft draft) throws IOException;
}
