/**
 * Steps that process each key's readings in event-time order. An {@link
 * dev.tidemark.ordered.OrderingStrategy} filters out late readings before the shuffle. Bounded
 * input is sorted there, by bundle and bucket of keys, and merged after it; a stream is split by
 * bucket, and buffered after the shuffle until no earlier reading can arrive. A {@link
 * dev.tidemark.ordered.MachineRunner} holds the state machine of {@code machine} that then gets the
 * readings.
 */
package dev.tidemark.ordered;
