package dev.tidemark.spec;

/** A place in a pipeline file, counted from 1. */
record Position(int line, int column) {}
