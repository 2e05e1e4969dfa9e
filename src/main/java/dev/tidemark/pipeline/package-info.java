/**
 * The pipeline file as a graph: reads and checks its transforms, reports everything that is wrong
 * with line and column, and assembles the Beam pipeline ({@link
 * dev.tidemark.pipeline.PipelineBuilder}). {@link dev.tidemark.pipeline.StepTypes} lists every
 * transform between source and sink.
 */
package dev.tidemark.pipeline;
