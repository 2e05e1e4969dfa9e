/**
 * What travels through a pipeline: a batch of readings with its side output and the progress of its
 * stream, and the coders for it. Depends on nothing else of Tidemark, and on Beam only in coders.
 */
package dev.tidemark.model;
