/**
 * Conditions on a reading or a row and expressions over its fields, all plain Java: {@link
 * dev.tidemark.condition.Clause} and {@link dev.tidemark.condition.Expression} are what {@code
 * condition.parser} builds from a text, and {@link dev.tidemark.condition.Names} says which fields
 * there are. {@code elementwise} applies them to readings and rows.
 */
package dev.tidemark.condition;
