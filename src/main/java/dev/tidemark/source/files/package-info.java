/**
 * Files on any file system that Beam knows: how they are named, found by globs and opened, and how
 * they are read once, in ranges and in parallel ({@link dev.tidemark.source.files.ReadFiles}). Uses
 * {@code format} to parse lines; knows nothing of streams.
 */
package dev.tidemark.source.files;
