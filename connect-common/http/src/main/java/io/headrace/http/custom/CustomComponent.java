package io.headrace.http.custom;

import java.util.Set;

/**
 * A Java class that stands for a Python class of manifests. It is found as a service ({@code META-INF/services}) of the interface below that it implements, in the jars of the plugin's own
 * directory; with the command line, in those of {@code HEADRACE_CLASSPATH}. It needs a public constructor without parameters, must be thread-safe, and is made once.
 */
public interface CustomComponent {

    /** The Python classes that it stands for, as manifests write them in {@code class_name}, or from the last dot on. */
    Set<String> classNames();
}
