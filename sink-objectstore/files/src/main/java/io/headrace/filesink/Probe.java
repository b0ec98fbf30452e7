package io.headrace.filesink;

import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StagedObject;
import io.headrace.files.store.Upload;
import java.io.IOException;
import java.util.UUID;

/** Stages, publishes and removes a file of one byte: what a load needs to be able to do. */
final class Probe {

    private Probe() {}

    static void run(ObjectStore store) throws IOException {
        String key = "_headrace/probe/" + UUID.randomUUID();
        try (Upload upload = store.stage(key)) {
            upload.stream().write(0);
            StagedObject staged = upload.complete();
            if (!store.publish(staged)) {
                throw new IOException("A file that was staged could not be published");
            }
        } finally {
            store.delete(key);
        }
    }
}
