/**
 * JMH benchmarks of the code that every reading passes, on the sample in {@code data/activity}: ns
 * and bytes allocated for each reading. Those of code that is not public are in its package.
 */
package dev.tidemark.bench.micro;
