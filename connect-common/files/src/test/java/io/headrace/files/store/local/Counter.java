package io.headrace.files.store.local;

import io.headrace.files.store.ObjectStore;
import io.headrace.files.store.StoreContract;
import java.nio.file.Path;

/** A process that adds to a number in a store: {@code Counter ROOT ROUNDS}. */
final class Counter {

    private Counter() {}

    public static void main(String[] args) throws Exception {
        try (ObjectStore store = new LocalStore(Path.of(args[0]))) {
            StoreContract.count(store, "counter", Integer.parseInt(args[1]));
        }
    }
}
