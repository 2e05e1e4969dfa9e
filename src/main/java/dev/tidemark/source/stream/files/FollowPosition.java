package dev.tidemark.source.stream.files;

import java.io.Serializable;
import java.util.List;

/** How far each file of a directory that is followed has been given out. */
record FollowPosition(List<FollowedFile> files) implements Serializable {

  /**
   * A file that has been taken up.
   *
   * @param size in bytes, when it was last looked at
   * @param lastModified when it was changed last by then, ms since 1970
   * @param opened its size when it was last opened; for compressed files, which are read to an end
   *     that shows only there
   * @param isCut that end was in the middle of its compressed data
   * @param isGivenUp no more of it is read: it did what a file that grows does not do
   */
  record FollowedFile(
      FilePosition position,
      long size,
      long lastModified,
      long opened,
      boolean isCut,
      boolean isGivenUp)
      implements Serializable {

    /** A file that nothing has been read of. */
    static FollowedFile fresh(FilePosition start) {
      return new FollowedFile(start, 0, 0, 0, false, false);
    }

    FollowedFile givenUp() {
      return new FollowedFile(position, size, lastModified, opened, isCut, true);
    }

    FollowedFile at(FilePosition reached) {
      return new FollowedFile(reached, size, lastModified, opened, isCut, isGivenUp);
    }

    FollowedFile seen(long bytes, long modified) {
      return new FollowedFile(position, bytes, modified, opened, isCut, isGivenUp);
    }

    /** It is read on as far as it is there. */
    FollowedFile open() {
      return new FollowedFile(position, size, lastModified, size, false, isGivenUp);
    }

    /** It could not be read to an end as it was when it was opened. */
    FollowedFile cut() {
      return new FollowedFile(position, size, lastModified, opened, true, isGivenUp);
    }

    /** It has to be opened again for what is left of it. */
    FollowedFile interrupted() {
      return new FollowedFile(position, size, lastModified, 0, isCut, isGivenUp);
    }
  }
}
