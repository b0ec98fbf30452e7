package io.headrace.files.store.local;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks between the threads of one JVM. POSIX drops a process's lock on a file when any of its descriptors for that file is closed, so inside the JVM nobody may even
 * open the file while it is held. Every plugin has its own class loader and so its own statics: the locks hang on the system properties, as JDK types only.
 */
final class JvmLocks {

    private static final String PROPERTY = "io.headrace.files.locks";

    private JvmLocks() {}

    static ReentrantLock of(Path file) {
        Object locks =
                System.getProperties().computeIfAbsent(PROPERTY, key -> new ConcurrentHashMap<String, ReentrantLock>());
        @SuppressWarnings("unchecked") // Nobody else writes this property.
        ConcurrentMap<String, ReentrantLock> byFile = (ConcurrentMap<String, ReentrantLock>) locks;
        return byFile.computeIfAbsent(file.toString(), name -> new ReentrantLock());
    }
}
