/**
 * The command line: commands, their options, and what is said to the user about options. The
 * options of a run come from three places, of which the command line wins over the runner profile,
 * and that over the pipeline file; together they become a {@code RunRequest}, which {@code job}
 * runs. Nothing below this package knows picocli or an options class.
 */
package dev.tidemark.cli;
