package dev.tidemark.runner;

import java.util.Map;
import java.util.Set;

/**
 * What Tidemark knows of a runner's Beam options, all by name without dashes.
 *
 * @param alsoRead options that other packages declare and this runner reads
 * @param reserved options that Tidemark sets itself, each with the message for a user who gives one
 * @param fixed options with the value that Tidemark always gives them
 * @param batchOnly options that do nothing for a stream
 * @param streamOnly options that do nothing in batch
 */
public record OptionRules(
    Set<String> alsoRead,
    Map<String, String> reserved,
    Map<String, String> fixed,
    Set<String> batchOnly,
    Set<String> streamOnly) {}
