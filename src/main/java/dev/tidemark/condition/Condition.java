package dev.tidemark.condition;

import java.io.Serializable;
import java.util.function.Predicate;

/** A condition on a reading or a row. */
@FunctionalInterface
public interface Condition<T> extends Predicate<T>, Serializable {}
