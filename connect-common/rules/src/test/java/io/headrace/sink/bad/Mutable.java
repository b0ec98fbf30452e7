package io.headrace.sink.bad;

final class Mutable {

    static int count;

    private Mutable() {}
}
