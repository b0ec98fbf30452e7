package io.headrace.cli.http;

import io.headrace.http.read.Position;
import io.headrace.http.read.Read;

/** Where a reading goes. */
public interface Output {

    void record(Read read);

    /** Everything before is out; reading may go on from here. */
    void state(String stream, Position position);

    /** Whether nobody listens any more. */
    boolean isClosed();

    void flush();
}
