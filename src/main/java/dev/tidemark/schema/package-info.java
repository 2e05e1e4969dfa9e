/**
 * What readings look like: their fields, the types of these, which of them are instants, which one
 * is the arrival time and which ones name a reading. {@code pipeline} reads a schema from a
 * pipeline file, {@code format} parses lines by it, and {@code model} holds readings by it. Uses
 * nothing else of Tidemark.
 */
package dev.tidemark.schema;
