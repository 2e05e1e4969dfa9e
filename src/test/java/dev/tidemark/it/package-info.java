/**
 * Tidemark as a whole, started by its command line. Names ending in {@code Test} are part of {@code
 * mvn test} and never start Spark; those ending in {@code IT} run in {@code mvn verify}, in two
 * JVMs; those tagged {@code long} run only with {@code -Plong-tests}.
 */
package dev.tidemark.it;
