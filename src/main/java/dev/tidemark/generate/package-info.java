/**
 * Activity data of any size, shaped like the gyroscope rows of the two phones of the HHAR data set:
 * both clocks, disorder, pauses, outliers, and on request duplicate, late and malformed lines. The
 * same settings give the same bytes on every machine.
 */
package dev.tidemark.generate;
