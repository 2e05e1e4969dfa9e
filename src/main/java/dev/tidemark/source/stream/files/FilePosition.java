package dev.tidemark.source.stream.files;

import dev.tidemark.source.stream.SteadyClock;
import java.io.Serializable;

/**
 * How far the lines of a file have been given out.
 *
 * @param next where the first line begins that may not have been given out
 * @param lastTime the arrival time of the last line given out, and {@code lastOffset} its place:
 *     what lies behind {@code next} but not behind these two has been given out
 * @param disorder how much earlier than a line before it a line of the file may have arrived, in ms
 * @param clock the clock of the lines before {@code next}
 */
record FilePosition(
    String file,
    boolean compressed,
    long next,
    long lastTime,
    long lastOffset,
    long disorder,
    SteadyClock.State clock)
    implements Serializable {

  static FilePosition start(String file, boolean compressed, long disorder) {
    return new FilePosition(
        file, compressed, 0, Long.MIN_VALUE, -1, disorder, SteadyClock.State.START);
  }
}
