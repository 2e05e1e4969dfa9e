/**
 * What travels through a pipeline: a reading, a batch of readings with its side output and the
 * progress of its stream, record counts, rows, and their coders. Depends on nothing else of
 * Tidemark, and on Beam only in coders.
 */
package dev.tidemark.model;
