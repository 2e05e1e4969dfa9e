package dev.tidemark.ingest;

/** What a run reads, as it was found before the run began. */
public sealed interface Input permits InputFiles, InputTopic {
  /** What and how much, for a person. */
  String description();
}
