/**
 * Bytes to readings: finds lines (plain, gzip, bzip2), parses each one, and names the reason where
 * a line is not a reading. Used by every source; knows neither files nor streams.
 */
package dev.tidemark.format;
