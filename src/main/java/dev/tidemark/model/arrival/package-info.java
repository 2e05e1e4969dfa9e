/**
 * How readings arrived: {@link dev.tidemark.model.arrival.ArrivalSummary} says, for each device,
 * when its readings arrived and how long after their event time. It is made from batches of
 * readings by {@code time.AssignTimestamps}, travels with the record counts, and is what the page
 * of a run shows. A summary has a fixed size whatever it sums up, and parts of one add up to the
 * whole in any order. Depends on no other package of ours.
 */
package dev.tidemark.model.arrival;
