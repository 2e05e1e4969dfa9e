package dev.tidemark.runner;

import dev.tidemark.exit.FailureException;
import java.io.PrintStream;
import java.util.OptionalLong;

/** A directory in which a runner keeps what it needs to resume a stream after a crash. */
public interface StreamCheckpoint {
  /** The directory, as the user named it. */
  String name();

  /**
   * Whether a stream of this description has begun here and not ended.
   *
   * @throws FailureException if another stream has, or one of another version of Tidemark; or if
   *     other users can have written what is here
   */
  boolean isOf(String description) throws FailureException;

  /**
   * Records that a stream of this description begins here.
   *
   * @param pipeline the pipeline's name, for another run that begins here at the same time
   * @param log receives a message if a killed run has left its lock
   * @throws FailureException if another run begins here, or has begun since {@link #isOf} was
   *     asked; or if the directory holds files that no stream has left
   */
  void begin(String description, String pipeline, PrintStream log) throws FailureException;

  /**
   * Makes the runner resume from the newest state.
   *
   * @return the micro-batch that the stream resumes from; empty if there is no state yet
   * @throws FailureException if the state cannot be read by this build
   */
  OptionalLong resume() throws FailureException;

  /** Deletes the state of a stream that has ended. */
  void end() throws FailureException;
}
