/**
 * State machines without Beam but for the rows that some emit: what a session is, when an alert
 * fires, what a duplicate is. Each is {@code (state, reading) -> (state, outputs)} and is tested
 * without a pipeline; {@code ordered} feeds it the readings of one key in the total order.
 */
package dev.tidemark.machine;
