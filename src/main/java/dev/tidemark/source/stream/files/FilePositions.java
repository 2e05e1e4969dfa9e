package dev.tidemark.source.stream.files;

import java.io.Serializable;
import java.util.List;

/**
 * How far the files of a replay have been given out.
 *
 * @param order in which they begin
 * @param begun how many of them have begun
 * @param open those of them that have not come to their end
 */
record FilePositions(ReplayOrder.Packed order, int begun, List<FilePosition> open)
    implements Serializable {}
