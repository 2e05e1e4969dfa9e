/**
 * What the files of an output directory say of a run, read back as records: {@link
 * dev.tidemark.report.facts.RunReader} reads a {@code storage.Directory} and knows nothing of how
 * it will be shown.
 */
package dev.tidemark.report.facts;
