/**
 * Event time: which of a reading's times a pipeline goes by, when a reading is late, how event time
 * is cut into windows, and when windows emit.
 */
package dev.tidemark.time;
