package io.headrace.sink.bad;

final class Prints {

    private Prints() {}

    static void out() {
        System.out.println("out");
    }

    static void err() {
        System.err.println("err");
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    static void trace(Exception e) {
        e.printStackTrace();
    }
}
