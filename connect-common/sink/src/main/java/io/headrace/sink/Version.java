package io.headrace.sink;

/** The version a plugin shows in Connect's REST API: that of its jar. */
final class Version {

    private Version() {}

    static String of(Class<?> plugin) {
        String version = plugin.getPackage().getImplementationVersion();
        return version == null ? "0.0.0" : version;
    }
}
