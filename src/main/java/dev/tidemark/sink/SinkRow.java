package dev.tidemark.sink;

import java.io.Serializable;

/** A row and the sink that it belongs to. */
record SinkRow(String sink, String row) implements Serializable {}
