package io.headrace.cli.bad;

final class PrintsInTheCli {

    private PrintsInTheCli() {}

    static void print() {
        System.out.println("right here");
    }
}
