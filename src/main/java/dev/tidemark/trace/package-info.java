/**
 * What happened to one reading ({@code --explain}): steps add trace events for it, and {@link
 * dev.tidemark.trace.Trace} tells them in order. Without {@code --explain} none of this is in the
 * pipeline.
 */
package dev.tidemark.trace;
