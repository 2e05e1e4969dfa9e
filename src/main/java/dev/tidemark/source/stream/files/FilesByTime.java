package dev.tidemark.source.stream.files;

import java.util.Arrays;

/**
 * Open files by the time of their next lines, of equal times by name: a heap that moves its first
 * file in one pass, since mostly that is the one that changes.
 */
final class FilesByTime {
  private OpenFile[] files = new OpenFile[16];
  private long[] times = new long[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The file whose line comes next; there is one. */
  OpenFile first() {
    return files[0];
  }

  /**
   * Adds a file.
   *
   * @param time of its next line, ms since 1970
   */
  void add(OpenFile file, long time) {
    if (size == files.length) {
      files = Arrays.copyOf(files, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
    }
    size++;
    up(size - 1, file, time);
  }

  /** Moves a file that is there to where its next line belongs. */
  void move(OpenFile file, long time) {
    int at = indexOf(file);
    down(at, file, time);
    if (files[at] == file) {
      up(at, file, time);
    }
  }

  /** Removes a file, if it is there. */
  void remove(OpenFile file) {
    int at = indexOf(file);
    if (at < 0) {
      return;
    }
    size--;
    OpenFile last = files[size];
    long time = times[size];
    files[size] = null;
    if (at < size) {
      files[at] = last;
      times[at] = time;
      move(last, time);
    }
  }

  private int indexOf(OpenFile file) {
    for (int i = 0; i < size; i++) {
      if (files[i] == file) {
        return i;
      }
    }
    return -1;
  }

  private void up(int from, OpenFile file, long time) {
    int at = from;
    while (at > 0 && isBefore(file, time, (at - 1) / 2)) {
      put(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
    files[at] = file;
    times[at] = time;
  }

  private void down(int from, OpenFile file, long time) {
    int at = from;
    int child = earlierChild(at);
    while (child < size && !isBefore(file, time, child)) {
      put(at, child);
      at = child;
      child = earlierChild(at);
    }
    files[at] = file;
    times[at] = time;
  }

  /** Beyond the size if there is none. */
  private int earlierChild(int at) {
    int left = 2 * at + 1;
    int right = left + 1;
    return right < size && isBefore(files[right], times[right], left) ? right : left;
  }

  private void put(int at, int from) {
    files[at] = files[from];
    times[at] = times[from];
  }

  private boolean isBefore(OpenFile file, long time, int other) {
    return time != times[other]
        ? time < times[other]
        : file.file().compareTo(files[other].file()) < 0;
  }
}
