package io.headrace.benchmarks.contest;

import java.nio.file.Path;

/**
 * Where one load goes, so that no load meets what another left.
 *
 * @param name a word that is good in file, database and topic names, and that no other load has
 * @param topic the topic to read
 * @param directory for files of its own
 */
public record Place(String name, String topic, Path directory) {}
