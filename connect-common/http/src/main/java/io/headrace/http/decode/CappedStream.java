package io.headrace.http.decode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Ends with an error when a body, after inflation, is longer than allowed, or far longer than its compressed form. */
final class CappedStream extends FilterInputStream {

    private final Limits limits;
    private final LongSupplier compressedBytes;
    private long bytes;

    /** @param compressedBytes how much compressed input was taken so far; negative where nothing is compressed */
    CappedStream(InputStream in, Limits limits, LongSupplier compressedBytes) {
        super(in);
        this.limits = limits;
        this.compressedBytes = compressedBytes;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        if (read > 0) {
            count(read);
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = super.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long more) throws LimitException {
        bytes += more;
        if (bytes > limits.bodyBytes()) {
            throw new LimitException("the body is longer than " + limits.bodyBytes()
                    + " bytes. Ask for smaller pages, or raise the limit.");
        }
        long compressed = compressedBytes.getAsLong();
        if (compressed >= 0 && bytes > Limits.RATIO_FREE_BYTES && bytes / limits.ratio() > compressed) {
            throw new LimitException("the body inflates to more than " + limits.ratio()
                    + " times its compressed length, as bombs do. Raise the limit if the API is meant to send that.");
        }
    }
}
