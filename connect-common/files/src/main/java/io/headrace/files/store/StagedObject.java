package io.headrace.files.store;

/**
 * Names an upload that is complete and invisible. Two texts, so that it can be stored and published by another process.
 *
 * @param key the key it will have
 * @param token what the store needs besides the key; opaque, may be empty
 */
public record StagedObject(String key, String token) {}
