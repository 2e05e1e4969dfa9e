/**
 * What tests share: command lines and their {@link dev.tidemark.testing.Outcome}, output
 * directories read as a user reads them, inputs, and the services that run beside a test (clusters,
 * brokers). {@code oracle} works out by itself what the program must answer. Nothing in here is a
 * test but the oracle's own.
 */
package dev.tidemark.testing;
