package dev.tidemark.model;

/** A record that was set aside, with the reason: data for a sink of its own, never dropped. */
public sealed interface DeadLetter permits MalformedLine, LateReading, DuplicateReading {}
