/**
 * The study that generated data is a record of, shaped like the gyroscope rows of two phones of the
 * HHAR data set: who takes part and when, what each participant does and for how long, how a worn
 * phone moves, how its clock is off, and in which order its readings arrive. {@link
 * dev.tidemark.generate.study.Study} plans the recordings; {@link
 * dev.tidemark.generate.study.RowMerger} gives their rows in the order of arrival.
 */
package dev.tidemark.generate.study;
