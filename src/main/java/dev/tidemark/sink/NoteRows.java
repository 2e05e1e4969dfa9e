package dev.tidemark.sink;

import dev.tidemark.model.Note;
import dev.tidemark.model.NoteCoder;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Notes as lines of text, for the run alone to read back. */
public final class NoteRows {
  private NoteRows() {}

  static String of(Note note) {
    try {
      return CoderUtils.encodeToBase64(NoteCoder.of(), note);
    } catch (CoderException e) {
      throw new IllegalStateException("a note in memory cannot fail", e);
    }
  }

  /** Reads the row that a run wrote. */
  public static Note parse(String row) throws IOException {
    return CoderUtils.decodeFromBase64(NoteCoder.of(), row);
  }
}
