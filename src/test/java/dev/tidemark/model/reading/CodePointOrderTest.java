package dev.tidemark.model.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class CodePointOrderTest {
  @Example
  void supplementaryCodePointsComeLast() {
    List<String> inOrder =
        List.of("", "a", "a\uD83D\uDE00", "b", "\u00e9", "\uFF5E", "\uD83D\uDE00");
    assertThat(
            Stream.of("\uD83D\uDE00", "b", "a\uD83D\uDE00", "\uFF5E", "", "\u00e9", "a")
                .sorted(CodePointOrder.ORDER))
        .containsExactlyElementsOf(inOrder);
  }

  @Property
  void theOrderIsThatOfUtf8Bytes(
      @ForAll
          @StringLength(max = 4)
          @CharRange(from = 'a', to = 'c')
          @CharRange(from = '\uFF00', to = '\uFF02')
          String start,
      @ForAll int first,
      @ForAll int second) {
    String a = start + Character.toString(codePoint(first));
    String b = start + Character.toString(codePoint(second)) + start;
    assertThat(Integer.signum(CodePointOrder.ORDER.compare(a, b)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))));
  }

  /** Any code point but an unpaired surrogate. */
  private static int codePoint(int any) {
    int point = Math.floorMod(any, Character.MAX_CODE_POINT + 1);
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 'x' : point;
  }
}
