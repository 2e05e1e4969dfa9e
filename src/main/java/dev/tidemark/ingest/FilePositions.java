package dev.tidemark.ingest;

import java.io.Serializable;
import java.util.List;

/** How far each of some files has been given out. */
record FilePositions(List<FilePosition> files) implements Serializable {}
