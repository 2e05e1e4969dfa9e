package dev.tidemark.eventtime;

import dev.tidemark.model.Field;
import java.io.Serializable;

/** What a step takes in order: the readings of each value of a field, by an event time. */
public record OrderedKey(Field key, EventTime eventTime) implements Serializable {}
