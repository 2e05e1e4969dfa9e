/**
 * Conditions on a reading or a row and expressions over its fields, all plain Java: {@link
 * dev.tidemark.condition.Clause} and {@link dev.tidemark.condition.Expression} are what {@code
 * condition.parser} builds from a text, and {@link dev.tidemark.condition.Names} says which fields
 * there are. {@link dev.tidemark.condition.FilterReadings} is the step that applies a condition to
 * a stream of batches.
 */
package dev.tidemark.condition;
