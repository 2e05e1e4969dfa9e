package dev.tidemark.source.files;

/**
 * A file that a glob matches.
 *
 * @param lastModified ms since 1970; 0 where its file system does not say
 * @param isSeekable whether to begin in its middle costs no more than to begin at its front
 */
public record MatchedFile(String name, long size, long lastModified, boolean isSeekable) {}
