package io.headrace.source.mysql.bad;

public final class OneSource {}
