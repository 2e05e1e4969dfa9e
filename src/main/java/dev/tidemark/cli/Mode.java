package dev.tidemark.cli;

/** The values of {@code --mode}; {@link dev.tidemark.job.RunMode} says what each does. */
enum Mode {
  batch,
  replay,
  follow
}
