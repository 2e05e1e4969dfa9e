/**
 * Event time: which of a reading's times it is, when a reading is late, in which order readings are
 * processed, how event time is divided into windows, and when windows emit. Uses {@code model}.
 */
package dev.tidemark.time;
