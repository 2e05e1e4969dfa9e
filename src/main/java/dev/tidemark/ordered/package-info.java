/**
 * Steps that process each key's readings in event-time order. An {@link
 * dev.tidemark.ordered.OrderingStrategy} splits batches by key, filters out late readings before
 * the shuffle, and after it sorts readings (bounded input) or buffers them until no earlier one can
 * arrive (streams). A {@link dev.tidemark.ordered.MachineRunner} then passes them to a state
 * machine of {@code machine}.
 */
package dev.tidemark.ordered;
