/**
 * How the settings of a step are read: fields, keys, conditions and expressions by the schema that
 * reaches the step, aggregates, mappings, windowing and triggers. What is wrong in them is reported
 * with its line and column. The steps that use them are in {@code pipeline.steps}.
 */
package dev.tidemark.pipeline.settings;
