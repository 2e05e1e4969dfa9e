package dev.tidemark.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class FileRangeTest {
  @Property(tries = 500)
  void partsCoverTheFileWithoutOverlap(
      @ForAll @LongRange(min = 0, max = 5000) long size,
      @ForAll @LongRange(min = 1, max = 6000) long most) {
    List<FileRange> parts = FileRange.whole("f", size, false, true).split(most);
    long next = 0;
    for (FileRange part : parts) {
      assertThat(part.start()).isEqualTo(next);
      assertThat(part.size()).isEqualTo(part.end() - part.start()).isLessThanOrEqualTo(most);
      next = part.end();
    }
    assertThat(next).isEqualTo(size);
  }

  @Property(tries = 200)
  void partsCanBeSplitAgain(
      @ForAll @LongRange(min = 1, max = 5000) long size,
      @ForAll @LongRange(min = 1, max = 600) long first,
      @ForAll @LongRange(min = 1, max = 600) long second) {
    long next = 0;
    for (FileRange part : FileRange.whole("f", size, false, true).split(first)) {
      for (FileRange piece : part.split(second)) {
        assertThat(piece.start()).isEqualTo(next);
        next = piece.end();
      }
    }
    assertThat(next).isEqualTo(size);
  }

  @Test
  void aTebibyteHasPartsThatDoNotOverflow() {
    List<FileRange> parts = FileRange.whole("f", 1L << 40, false, true).split(1 << 20);
    assertThat(parts).hasSize(1 << 20);
    assertThat(parts.get((1 << 20) - 1).end()).isEqualTo(1L << 40);
  }

  @Test
  void aCompressedFileStaysWhole() {
    assertThat(FileRange.whole("f.gz", 5000, true, true).split(10))
        .containsExactly(new FileRange("f.gz", 0, Long.MAX_VALUE, true, 5000, false));
  }
}
