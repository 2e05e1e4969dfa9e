package dev.tidemark.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.MalformedLine.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MalformedLineTest {
  @Test
  void utf8IsKeptAsText() {
    MalformedLine line = line("{\"User\":\"Zoë €\"".getBytes(UTF_8));
    assertThat(line.text()).isEqualTo("{\"User\":\"Zoë €\"");
    assertThat(line.base64()).isFalse();
  }

  @Test
  void otherBytesAreKeptInBase64() {
    // 00 FF 10 in base64, by hand: 000000 001111 111100 010000.
    MalformedLine line = line(new byte[] {0, (byte) 0xFF, 16});
    assertThat(line.text()).isEqualTo("AP8Q");
    assertThat(line.base64()).isTrue();
  }

  @Test
  void theReasonsAreAClosedSet() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::label))
        .containsExactlyInAnyOrder(
            "malformed_json",
            "malformed_csv",
            "missing_field",
            "wrong_type",
            "out_of_range",
            "line_too_long");
  }

  private static MalformedLine line(byte[] bytes) {
    return MalformedLine.of("f", 1, Reason.MALFORMED_JSON, "broken", bytes);
  }
}
