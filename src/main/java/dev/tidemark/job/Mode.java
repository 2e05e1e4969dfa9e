package dev.tidemark.job;

/** How a pipeline meets its input. */
enum Mode {
  /** Files that lie still, read once. */
  batch,
  /** The same files as a stream, in the order in which the readings arrived. */
  replay,
  /** Files that appear and grow, until the run is told to stop. */
  follow
}
