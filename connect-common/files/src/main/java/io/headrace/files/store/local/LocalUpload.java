package io.headrace.files.store.local;

import io.headrace.files.store.StagedObject;
import io.headrace.files.store.Upload;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file in the staging directory, synced before it counts. */
final class LocalUpload implements Upload {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final StagedObject staged;
    private final FileChannel channel;
    private final OutputStream buffered;
    private boolean complete;

    LocalUpload(Path file, StagedObject staged) throws IOException {
        this.file = file;
        this.staged = staged;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    @Override
    public OutputStream stream() {
        return new FilterOutputStream(buffered) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    @Override
    public StagedObject complete() throws IOException {
        buffered.flush();
        channel.force(true);
        channel.close();
        Disk.syncName(file);
        complete = true;
        return staged;
    }

    @Override
    public void close() throws IOException {
        if (!complete) {
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
