package io.headrace.sink.spi;

/**
 * What one ledger entry is about.
 *
 * @param ledgerId the connector's name unless set, so that several connectors can load one target
 * @param topic the topic as Kafka knows it (not as transforms renamed it)
 */
public record LedgerKey(String ledgerId, String topic, int partition) {}
