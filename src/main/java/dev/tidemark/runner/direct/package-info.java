/**
 * Tidemark on Beam's Direct runner: it has event-time timers, ends by itself, and keeps a stream's
 * state in the process alone. Loaded on every class path, so only {@code DirectPipeline} may depend
 * on the runner.
 */
package dev.tidemark.runner.direct;
