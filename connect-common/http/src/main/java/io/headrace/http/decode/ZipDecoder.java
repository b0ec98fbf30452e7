package io.headrace.http.decode;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The files of a zip archive, one after another, read while they come. */
record ZipDecoder(Decoder inner) implements Decoder {

    @Override
    public RecordStream open(Content content) {
        return new Files(content, inner::open);
    }

    @Override
    public RecordStream select(Content content, FieldPath path) {
        return new Files(content, file -> inner.select(file, path));
    }

    private static final class Files implements RecordStream {

        private final Content content;
        private final Function<Content, RecordStream> opener;
        private final Archive zip;
        private final InputStream capped;
        private @Nullable RecordStream file;
        private @Nullable Object rest = Map.of();
        private boolean any;
        private boolean over;

        Files(Content content, Function<Content, RecordStream> opener) {
            this.content = content;
            this.opener = opener;
            CountingStream counting = new CountingStream(content.bytes());
            this.zip = new Archive(counting);
            this.capped = new CappedStream(zip, content.limits(), counting::bytes);
        }

        @Override
        public @Nullable Object next() {
            while (file != null || advance()) {
                Object record = file == null ? null : file.next();
                if (record != null) {
                    return record;
                }
                endFile();
            }
            return null;
        }

        private void endFile() {
            if (file != null) {
                rest = file.rest();
                file = null;
            }
        }

        private boolean advance() {
            if (over) {
                return false;
            }
            try {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    any = true;
                    if (!entry.isDirectory() && !entry.getName().startsWith("__MACOSX/")) {
                        file = opener.apply(content.with(new Unclosed(capped)));
                        return true;
                    }
                }
                if (any && zip.isCut()) {
                    throw new ZipException("the directory is missing");
                }
            } catch (IOException e) {
                throw Faults.of(content, "zip", e);
            }
            if (!any) {
                throw Faults.broken(
                        content, "the body is no zip archive, or an empty one. Check the address and the decoder.");
            }
            over = true;
            return false;
        }

        @Override
        public @Nullable Object rest() {
            return file == null ? rest : file.rest();
        }

        @Override
        public void close() {
            try {
                zip.close();
            } catch (IOException e) {
                throw Faults.of(content, "zip", e);
            }
        }
    }

    private static final class Archive extends ZipInputStream {

        Archive(InputStream in) {
            super(in);
        }

        /** Behind the last file stands a directory of all, of which the JDK has read the begin; it does not miss it. */
        boolean isCut() throws IOException {
            return in.read() < 0;
        }
    }

    /** One file's end must not close the archive. */
    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        public void close() {
            // The archive closes its bytes.
        }
    }
}
