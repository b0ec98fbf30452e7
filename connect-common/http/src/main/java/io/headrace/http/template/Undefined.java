package io.headrace.http.template;

/** What a name or field yields that is not there: false, empty and unequal to everything; more than that cannot be done with it. */
enum Undefined {
    VALUE
}
