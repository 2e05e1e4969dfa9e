/**
 * Parses conditions and expressions, in a small part of SQL, against the names that a reading or a
 * row has. Every fault is reported with its place in the text, all of them at once. The result is
 * built from {@link dev.tidemark.condition.Clause} and {@link dev.tidemark.condition.Expression}.
 */
package dev.tidemark.condition.parser;
