package dev.tidemark.source.files;

/** When bounded input is split among the workers of a runner. */
public enum Splitting {
  /** Before it is read: the runner has all bundles, and begins as many as it has workers. */
  INITIAL,

  /**
   * While it is read, for a runner that begins every bundle it has before it goes on with what they
   * emit: it has a few shards, reads a bundle of each, and gets the rest of the shards once those
   * have passed the following steps. It must ask each reader for a split.
   */
  DYNAMIC
}
