/**
 * Rows, the answers of a pipeline, as JSON lines: how they are written, and what a step that emits
 * rows returns. Steps make them and {@code sink} writes them. Uses {@code model}.
 */
package dev.tidemark.row;
