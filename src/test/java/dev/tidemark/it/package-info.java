/**
 * Tidemark as a whole, started by its command line. Names ending in {@code Test} are part of {@code
 * mvn test} and never start Spark; those ending in {@code IT} run in {@code mvn verify}, in one JVM
 * one after the other; what is tagged {@code long} runs with {@code -Plong-tests} alone.
 */
package dev.tidemark.it;
