/**
 * Steps that take each key's readings in event-time order. A key function splits batches by key and
 * sets late readings aside before the shuffle; after it, readings are sorted ({@link
 * dev.tidemark.ordered.SortedBatchFn}, bounded input) or buffered until no earlier one can come
 * ({@code ReleaseAt...Fn}, streams), and then fed to a state machine.
 */
package dev.tidemark.ordered;
