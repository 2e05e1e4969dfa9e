/**
 * The pipeline file: {@link dev.tidemark.pipeline.PipelineFile} reads it as a graph of transforms,
 * reports everything that is wrong with line and column, and returns a {@link
 * dev.tidemark.pipeline.PipelineSpec}, of which {@link dev.tidemark.pipeline.PipelineBuilder} makes
 * a Beam pipeline. What a transform's settings mean is in {@code pipeline.io} (sources and sinks)
 * and {@code pipeline.steps} (all between); YAML with positions is in {@code yaml}.
 */
package dev.tidemark.pipeline;
