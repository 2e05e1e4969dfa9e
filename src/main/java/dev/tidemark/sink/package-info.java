/**
 * Where results go: rows and side outputs (malformed, late and duplicate records, record counts) to
 * files and Kafka topics. In batch files appear when the run has succeeded; in a stream each bundle
 * adds whole files.
 */
package dev.tidemark.sink;
