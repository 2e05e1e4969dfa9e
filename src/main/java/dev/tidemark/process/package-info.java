/**
 * The process that Tidemark runs in: periodic tasks beside a pipeline, signals, and the guard that
 * ends the process when memory has run out or a thread has failed. Knows nothing of pipelines.
 */
package dev.tidemark.process;
