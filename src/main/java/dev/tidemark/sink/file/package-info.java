/**
 * The files that hold rows: JSON lines, CSV and Parquet, compressed or not. A {@link
 * dev.tidemark.sink.file.FileFormat} turns a row into a record, which is what travels to the step
 * that writes, and opens files that take records. Uses {@code row} and the libraries of the
 * formats; those of Parquet are loaded when a Parquet file is written.
 */
package dev.tidemark.sink.file;
