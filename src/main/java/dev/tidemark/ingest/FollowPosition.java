package dev.tidemark.ingest;

import java.io.Serializable;
import java.util.List;

/** How far each file of a directory that is followed has been given out. */
record FollowPosition(List<FollowedFile> files) implements Serializable {

  /**
   * A file that has been taken up.
   *
   * @param size in bytes, when it was last looked at
   * @param lastModified when it was changed last by then, ms since 1970
   * @param isGivenUp no more of it is read: it did what a file that grows does not do, or was
   *     compressed, and complete
   */
  record FollowedFile(FilePosition position, long size, long lastModified, boolean isGivenUp)
      implements Serializable {

    FollowedFile givenUp() {
      return new FollowedFile(position, size, lastModified, true);
    }

    FollowedFile at(FilePosition reached) {
      return new FollowedFile(reached, size, lastModified, isGivenUp);
    }

    FollowedFile seen(long bytes, long modified) {
      return new FollowedFile(position, bytes, modified, isGivenUp);
    }
  }
}
