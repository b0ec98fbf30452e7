package io.headrace.core.bad;

import io.headrace.postgres.bad.OnePlugin;

interface UsesAPlugin {
    OnePlugin plugin();
}
