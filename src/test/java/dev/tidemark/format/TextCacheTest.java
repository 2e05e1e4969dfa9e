package dev.tidemark.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.AnyReadings;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextCacheTest {
  private final TextCache cache = new TextCache();

  @Test
  void equalTextsAreOneObject() {
    assertThat(get("walk")).isSameAs(get("walk")).contains("walk");
  }

  @Test
  void longTextsAreNotCached() {
    String text = "x".repeat(100_000);
    assertThat(get(text)).isEqualTo(get(text)).isNotSameAs(get(text));
  }

  @Property(tries = 100)
  void returnsTheTextThatWasPutIn(@ForAll @From("texts") List<String> texts) {
    for (String text : texts) {
      assertThat(get(text)).contains(text);
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return AnyReadings.texts().list().ofMaxSize(50);
  }

  private Optional<String> get(String text) {
    char[] buffer = ("[" + text + "]").toCharArray();
    return cache.get(buffer, 1, text.length());
  }
}
