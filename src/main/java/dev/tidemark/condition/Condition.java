package dev.tidemark.condition;

import dev.tidemark.model.Reading;
import java.io.Serializable;
import java.util.function.Predicate;

/** A condition on one reading. */
public interface Condition extends Predicate<Reading>, Serializable {}
