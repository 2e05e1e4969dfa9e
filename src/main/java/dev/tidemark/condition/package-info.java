/**
 * Conditions on one reading, in a small part of SQL: lexer, parser and the conditions themselves,
 * all plain Java. {@link dev.tidemark.condition.FilterReadings} is the step that applies one to a
 * stream of batches.
 */
package dev.tidemark.condition;
