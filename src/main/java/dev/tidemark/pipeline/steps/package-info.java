/**
 * The transforms between source and sink that pipeline files know, one class for each: it reads the
 * settings of its {@code config}, reporting what is wrong in them, and applies the public transform
 * that they describe. {@link dev.tidemark.pipeline.steps.StepType} lists them. What they compute is
 * elsewhere ({@code aggregate}, {@code condition}, {@code machine}, {@code ordered}, {@code time});
 * nothing here knows the graph that they stand in.
 */
package dev.tidemark.pipeline.steps;
