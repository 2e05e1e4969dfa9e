/**
 * What a run shows while it is under way: a line every two seconds, a row a second in {@code
 * _progress.jsonl}, and result rows on stdout. All of it is read from Beam's metrics and from the
 * files that sinks have finished; nothing here changes what a run does.
 */
package dev.tidemark.progress;
