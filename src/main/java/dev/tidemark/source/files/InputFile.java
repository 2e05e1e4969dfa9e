package dev.tidemark.source.files;

import java.io.Serializable;

/**
 * A file that a run reads.
 *
 * @param size in bytes, as the file lies on disk
 * @param compressed whether it must be read from its start to its end
 */
public record InputFile(String name, long size, boolean compressed) implements Serializable {}
