package dev.tidemark.report.facts;

import java.util.Optional;

/**
 * What the files of an output directory say of a run.
 *
 * @param directory as the user named it
 * @param manifest of a run that has finished
 */
public record RunReport(String directory, Optional<ManifestFacts> manifest) {}
