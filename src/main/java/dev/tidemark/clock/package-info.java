/**
 * How the clocks of devices stand to the arrivals of their readings, and how event times are
 * corrected. Plain Java: {@link dev.tidemark.clock.ClockSurvey} takes event and arrival times and
 * returns a {@link dev.tidemark.clock.DeviceClock} for each device; a {@link
 * dev.tidemark.clock.ClockTable} is what is kept of them in a file, and corrects the event time of
 * any reading by its own two times. Uses {@code schema} for units and {@code yaml} to read tables.
 */
package dev.tidemark.clock;
