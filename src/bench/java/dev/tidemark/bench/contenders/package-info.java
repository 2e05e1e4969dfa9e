/**
 * The programs that Tidemark is timed against. Each is a {@code main(question, input directory,
 * output directory)} that writes the rows of one {@link dev.tidemark.bench.Question} as JSON lines.
 */
package dev.tidemark.bench.contenders;
