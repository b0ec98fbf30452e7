package io.headrace.sink.bad;

import java.util.ServiceLoader;

final class LoadsServices {

    private LoadsServices() {}

    static ServiceLoader<Runnable> load() {
        return ServiceLoader.load(Runnable.class);
    }

    static ServiceLoader<Runnable> loadRightly() {
        return ServiceLoader.load(Runnable.class, LoadsServices.class.getClassLoader());
    }
}
