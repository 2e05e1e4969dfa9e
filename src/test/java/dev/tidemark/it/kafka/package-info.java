/** Topics as input and output, on a broker inside the tests' JVM. */
package dev.tidemark.it.kafka;
