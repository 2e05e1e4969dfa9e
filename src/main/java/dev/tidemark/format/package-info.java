/**
 * Turns bytes into readings.
 *
 * <p>A {@link dev.tidemark.format.LineScanner} finds the lines of a channel, which {@link
 * dev.tidemark.format.FileCompression} may decompress. A {@link dev.tidemark.format.LineParser}
 * makes a reading of each line, or a malformed line with its reason, and passes it to a {@link
 * dev.tidemark.format.LineTarget}; a {@link dev.tidemark.format.BatchBuilder} collects them into
 * batches. Every source uses this package, which knows neither files nor streams.
 *
 * <p>A JSON line goes through a {@link dev.tidemark.format.json.PlainLineScanner}; what is not
 * plain is left to Jackson.
 */
package dev.tidemark.format;
