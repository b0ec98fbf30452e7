package io.headrace.testkit.bad;

public final class Fake {}
