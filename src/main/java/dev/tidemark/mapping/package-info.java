/**
 * The {@code MapToFields} step: readings of one schema become readings of another. {@link
 * dev.tidemark.mapping.FieldMapping} says how, in plain Java; {@link
 * dev.tidemark.mapping.MapReadings} applies it to a stream of batches.
 */
package dev.tidemark.mapping;
