package io.headrace.http.decode;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A gzip body of any number of members (<a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>). The JDK's own stream takes a moment in which nothing is there to be read
 * (<a href="https://bugs.openjdk.org/browse/JDK-7036144">JDK-7036144</a>), or an error in the head of a further member, for the end of the body. What stands behind the last member and is none is padding.
 */
public final class GzipMembers extends InflaterInputStream {

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;
    private static final int DEFLATED = 8;
    private static final int HAS_CHECK = 2;
    private static final int HAS_MORE = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private enum Place {
        BETWEEN,
        WITHIN,
        BEHIND
    }

    private final CRC32 check = new CRC32();
    private Place place = Place.BETWEEN;

    /** @param buffer how many bytes are read at a time */
    public GzipMembers(InputStream in, int buffer) {
        super(in, new Inflater(true), buffer);
    }

    static boolean begins(int first, int second) {
        return first == FIRST && second == SECOND;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (place == Place.WITHIN || place == Place.BETWEEN && begin()) {
            int read = super.read(to, offset, length);
            if (read >= 0) {
                check.update(to, offset, read);
                return read;
            }
            end();
        }
        return -1;
    }

    /** Reads the head of a member, if there is one more. */
    private boolean begin() throws IOException {
        if (!begins(next(), next())) {
            place = Place.BEHIND;
            return false;
        }
        if (must() != DEFLATED) {
            throw new ZipException("a compression that nobody uses");
        }
        int flags = must();
        skipBytes(6);
        if ((flags & HAS_MORE) != 0) {
            skipBytes(must() | (must() << 8));
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CHECK) != 0) {
            skipBytes(2);
        }
        int rest = inf.getRemaining();
        inf.reset();
        inf.setInput(buf, len - rest, rest);
        check.reset();
        place = Place.WITHIN;
        return true;
    }

    private void end() throws IOException {
        place = Place.BETWEEN;
        if (number() != check.getValue() || number() != (inf.getBytesWritten() & 0xffff_ffffL)) {
            throw new ZipException("the check does not fit");
        }
    }

    private void skipBytes(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            must();
        }
    }

    private void skipText() throws IOException {
        while (must() != 0) {
            // up to its end
        }
    }

    private long number() throws IOException {
        return must() | (must() << 8) | (must() << 16) | ((long) must() << 24);
    }

    private int must() throws IOException {
        int b = next();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    /** The next byte that was not inflated; negative at the end. */
    private int next() throws IOException {
        int rest = inf.getRemaining();
        if (rest == 0) {
            return in.read();
        }
        int b = buf[len - rest] & 0xff;
        inf.setInput(buf, len - rest + 1, rest - 1);
        return b;
    }

    /** The JDK's stream leaves an inflater that it was given open. */
    @Override
    public void close() throws IOException {
        super.close();
        inf.end();
    }
}
