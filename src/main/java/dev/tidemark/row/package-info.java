/**
 * Rows, the answers of a pipeline: the types of their values, what a step that emits rows returns,
 * and how rows are formatted. Steps make them and {@code sink} writes them. Uses {@code model}.
 */
package dev.tidemark.row;
