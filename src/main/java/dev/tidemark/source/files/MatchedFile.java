package dev.tidemark.source.files;

/**
 * A file that a glob matches.
 *
 * @param lastModified ms since 1970; 0 where the file system does not say
 * @param isSeekable whether reading from the middle costs no more than reading from the start
 */
public record MatchedFile(String name, long size, long lastModified, boolean isSeekable) {}
