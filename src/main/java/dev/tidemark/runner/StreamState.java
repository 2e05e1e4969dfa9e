package dev.tidemark.runner;

/**
 * Where a runner keeps the state of a stream, and what for.
 *
 * @param directory an absolute path or URI, which executors must reach too
 * @param survivesCrash whether the stream is to resume from there after a crash
 */
public record StreamState(String directory, boolean survivesCrash) {}
