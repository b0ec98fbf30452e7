package io.headrace.core.bad;

import com.tngtech.archunit.core.domain.JavaClasses;

interface UsesArchUnit {
    JavaClasses classes();
}
