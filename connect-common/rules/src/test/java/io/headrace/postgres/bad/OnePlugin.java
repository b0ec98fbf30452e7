package io.headrace.postgres.bad;

public final class OnePlugin {}
