package dev.tidemark.time;

import dev.tidemark.model.Field;
import java.io.Serializable;
import java.time.Duration;

/**
 * What a step takes in order: the readings of each value of a field, by an event time.
 *
 * @param remember how long beyond the greatest delay the step still knows what it has seen
 */
public record OrderedKey(Field key, EventTime eventTime, Duration remember)
    implements Serializable {}
