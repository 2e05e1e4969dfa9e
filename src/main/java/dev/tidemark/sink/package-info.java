/**
 * Where results go: rows and side output (malformed, late and duplicate records, record counts) to
 * files ({@code sink.file}) and Kafka topics. {@link dev.tidemark.sink.Sinks} collects what the
 * steps return. In batch, files appear when the run has succeeded; in a stream each bundle adds
 * complete files.
 */
package dev.tidemark.sink;
