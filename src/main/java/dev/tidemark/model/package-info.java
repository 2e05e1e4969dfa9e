/**
 * What travels through a pipeline: a batch of readings with its side output and the progress of its
 * stream, and the coders for it. The readings themselves are in {@code model.reading}. Depends on
 * nothing else of Tidemark but {@code schema}, and on Beam only in coders.
 */
package dev.tidemark.model;
