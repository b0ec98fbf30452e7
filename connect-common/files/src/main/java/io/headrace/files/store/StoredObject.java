package io.headrace.files.store;

/**
 * An object as it was read.
 *
 * @param version changes whenever the content does; opaque
 */
public record StoredObject(byte[] content, String version) {}
