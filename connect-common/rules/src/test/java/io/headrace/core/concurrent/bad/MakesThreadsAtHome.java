package io.headrace.core.concurrent.bad;

final class MakesThreadsAtHome {

    private MakesThreadsAtHome() {}

    static Thread make(Runnable work) {
        return new Thread(work);
    }
}
