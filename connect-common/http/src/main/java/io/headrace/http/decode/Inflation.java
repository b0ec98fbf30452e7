package io.headrace.http.decode;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Takes off compression, with caps on what comes out. */
public final class Inflation {

    private static final int BUFFER = 64 << 10;

    private Inflation() {}

    /** A body as it is, capped in length. */
    public static InputStream none(InputStream body, Limits limits) {
        return new CappedStream(body, limits, () -> -1);
    }

    /** A gzip body, whatever the number of members; one that is not compressed after all is passed on as it is. */
    public static InputStream gzip(InputStream body, Limits limits) throws IOException {
        CountingStream counting = new CountingStream(body);
        BufferedInputStream buffered = new BufferedInputStream(counting, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        return GzipMembers.begins(first, second)
                ? new CappedStream(new GzipMembers(buffered, BUFFER), limits, counting::bytes)
                : none(buffered, limits);
    }

    /** A body of the HTTP coding {@code deflate}: the zlib form, or the raw one that some servers send. */
    public static InputStream deflate(InputStream body, Limits limits) throws IOException {
        CountingStream counting = new CountingStream(body);
        BufferedInputStream buffered = new BufferedInputStream(counting, BUFFER);
        buffered.mark(2);
        int first = buffered.read();
        int second = buffered.read();
        buffered.reset();
        boolean zlib = (first & 0x0f) == 8 && ((first << 8) + second) % 31 == 0;
        return new CappedStream(new OwnInflater(buffered, new Inflater(!zlib)), limits, counting::bytes);
    }

    /** The JDK's stream leaves an inflater that it was given open. */
    private static final class OwnInflater extends InflaterInputStream {

        OwnInflater(InputStream in, Inflater inflater) {
            super(in, inflater, BUFFER);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
