/**
 * Scans plain JSON lines from their bytes.
 *
 * <p>A {@link dev.tidemark.format.json.PlainLineScanner} expects a line to have the {@code
 * LineShape} of those before it, and passes its values to a {@code ValueScanner}; another line it
 * scans name by name along the {@link dev.tidemark.format.json.FieldTree} of the schema. What is
 * not plain is left to the caller.
 */
package dev.tidemark.format.json;
