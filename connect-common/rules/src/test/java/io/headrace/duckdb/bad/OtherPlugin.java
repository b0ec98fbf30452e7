package io.headrace.duckdb.bad;

import io.headrace.postgres.bad.OnePlugin;

interface OtherPlugin {
    OnePlugin sibling();
}
