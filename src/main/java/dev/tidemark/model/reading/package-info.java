/**
 * Readings: one alone, many as columns with a null mask each, their keys and total order, and the
 * coders for them. Depends on nothing else of Tidemark but {@code schema}, and on Beam only in
 * coders.
 */
package dev.tidemark.model.reading;
