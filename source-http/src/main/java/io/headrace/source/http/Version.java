package io.headrace.source.http;

/** The version that Connect's REST API shows: that of the jar. */
final class Version {

    private Version() {}

    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "0.0.0" : version;
    }
}
