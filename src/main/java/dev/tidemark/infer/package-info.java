/**
 * Proposes the schema of lines that nobody has described: it samples files, counts what each place
 * in a line holds, and prints a {@code schema} for a pipeline file, with its doubts as comments.
 * Used by the command {@code schema infer}.
 */
package dev.tidemark.infer;
