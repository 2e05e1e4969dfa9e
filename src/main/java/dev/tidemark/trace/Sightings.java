package dev.tidemark.trace;

import dev.tidemark.model.Note;
import dev.tidemark.model.Reading;
import dev.tidemark.model.SetAside;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notes where a watched reading was read, and whose readings were read besides it. */
public final class Sightings {
  /** Of other users only names are told, and not many. */
  private static final int MOST_ROLLS = 64;

  private final Watch watch;
  private final String step;
  private final List<Note> notes = new ArrayList<>();
  private final Map<List<String>, Note.Roll> rolls = new HashMap<>();

  public Sightings(Watch watch, String step) {
    this.watch = watch;
    this.step = step;
  }

  public void saw(Reading reading, String file, String unit, long offset) {
    if (!watch.isOn()) {
      return;
    }
    if (watch.isNear(reading) || rolls.size() < MOST_ROLLS) {
      long index = reading.index().orElse(0);
      rolls.merge(
          List.of(reading.user(), reading.device()),
          new Note.Roll(reading.user(), reading.device(), 1, index, index),
          Note.Roll::plus);
    }
    if (watch.sees(reading)) {
      notes.add(new Note.Event(step, reading, file + ", " + unit + " " + offset));
    }
  }

  /** The notes so far; it starts anew. */
  public SetAside take() {
    if (!watch.isOn()) {
      return SetAside.NOTHING;
    }
    List<Note> taken = new ArrayList<>(notes);
    taken.addAll(rolls.values());
    notes.clear();
    rolls.clear();
    return SetAside.of(taken);
  }
}
