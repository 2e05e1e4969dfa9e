/**
 * Pipelines written in Java on the public transforms, as a Beam user would write them without a
 * pipeline file. Nothing else uses them.
 */
package dev.tidemark.examples;
