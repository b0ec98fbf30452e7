package io.headrace.sink.engine;

import java.util.function.Consumer;

/** Runs a step of the loader so that nothing it throws is lost in the executor. */
final class Steps {

    private Steps() {}

    static void run(Runnable step, Consumer<LoaderEvent> events) {
        try {
            step.run();
        } catch (RuntimeException e) {
            events.accept(new LoaderEvent.Failed(e));
        } catch (Error e) {
            events.accept(new LoaderEvent.Failed(e));
            throw e;
        }
    }
}
