package io.headrace.http.budget;

import io.headrace.http.spec.Component;
import io.headrace.http.template.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The budgets of a worker's JVM, by credential, so that all tasks that use the same one count together. They stay when tasks end: the server goes on counting. Thread-safe. */
public final class Budgets {

    private record Key(String credential, Component budget) {}

    private final Map<Key, Budget> budgets = new ConcurrentHashMap<>();

    /**
     * The budget of a credential.
     *
     * @param credential names whose quota it is; no secret
     */
    public Budget of(String credential, Component budget, Scope scope) {
        return budgets.computeIfAbsent(new Key(credential, budget), key -> Budget.of(budget, scope));
    }
}
