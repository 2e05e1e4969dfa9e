/**
 * The options of the commands. Those of a run come from three places, of which the command line
 * wins over the runner profile, and that over the pipeline file; {@link
 * dev.tidemark.cli.options.OptionLayers} puts them together, and {@link
 * dev.tidemark.cli.options.RequestReader} makes a {@code RunRequest} of them, which {@code job}
 * runs. Nothing below {@code cli} knows picocli or an options class.
 */
package dev.tidemark.cli.options;
