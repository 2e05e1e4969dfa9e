package dev.tidemark.bench;

/**
 * What one run of a contender took.
 *
 * @param wallMs from the start of the process to its end
 * @param cpuMs user and system time of all its threads
 * @param peakKib the most memory it had resident; 0 if unknown
 */
record Usage(long wallMs, long cpuMs, long peakKib) {}
