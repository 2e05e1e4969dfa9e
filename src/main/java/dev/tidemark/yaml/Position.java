package dev.tidemark.yaml;

/** A place in a pipeline file, counted from 1. */
public record Position(int line, int column) {}
