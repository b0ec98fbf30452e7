package io.headrace.source.jdbc.bad;

import io.headrace.source.mysql.bad.OneSource;

interface OtherSource {
    OneSource sibling();
}
