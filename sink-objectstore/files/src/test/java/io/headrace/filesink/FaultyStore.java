package io.headrace.filesink;

import io.headrace.core.error.HeadraceException;
import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StagedObject;
import io.headrace.files.store.StoredObject;
import io.headrace.files.store.Upload;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** A store that lets something happen before or after each of its calls; what is thrown after a call took effect all the same. */
final class FaultyStore implements ObjectStore {

    /** What happens around a call. */
    @FunctionalInterface
    interface Fault {
        Fault NONE = (call, after) -> {};

        void at(String call, boolean after) throws IOException;
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }

    private final ObjectStore real;
    private final Fault fault;

    FaultyStore(ObjectStore real, Fault fault) {
        this.real = real;
        this.fault = fault;
    }

    private <T> T around(String name, Call<T> call) throws IOException {
        fault.at(name, false);
        T result = call.run();
        fault.at(name, true);
        return result;
    }

    @Override
    public Optional<StoredObject> get(String key) throws IOException {
        return around("get", () -> real.get(key));
    }

    @Override
    public Optional<String> putIfAbsent(String key, byte[] content) throws IOException {
        return around("put", () -> real.putIfAbsent(key, content));
    }

    @Override
    public Optional<String> putIfMatch(String key, byte[] content, String version) throws IOException {
        return around("put", () -> real.putIfMatch(key, content, version));
    }

    @Override
    public void delete(String key) throws IOException {
        around("delete", () -> {
            real.delete(key);
            return key;
        });
    }

    @Override
    public List<String> list(String prefix, String startAfter, int limit) throws IOException {
        return around("list", () -> real.list(prefix, startAfter, limit));
    }

    @Override
    public Upload stage(String key) throws IOException {
        Upload upload = around("stage", () -> real.stage(key));
        return new Upload() {
            @Override
            public OutputStream stream() {
                return upload.stream();
            }

            @Override
            public StagedObject complete() throws IOException {
                return around("complete", upload::complete);
            }

            @Override
            public void close() throws IOException {
                upload.close();
            }
        };
    }

    @Override
    public boolean publish(StagedObject staged) throws IOException {
        return around("publish", () -> real.publish(staged));
    }

    @Override
    public void abort(StagedObject staged) throws IOException {
        around("abort", () -> {
            real.abort(staged);
            return staged;
        });
    }

    @Override
    public List<StagedObject> staged(String prefix) throws IOException {
        return around("staged", () -> real.staged(prefix));
    }

    @Override
    public HeadraceException explain(IOException error) {
        return real.explain(error);
    }

    @Override
    public void close() throws IOException {
        real.close();
    }
}
