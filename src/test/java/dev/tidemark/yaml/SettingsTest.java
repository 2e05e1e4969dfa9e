package dev.tidemark.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private final Problems problems = new Problems();

  @Test
  void validSettingsAreRead() {
    Settings settings = settings("{size: 1m, count: 3, word: b, many: [p, q], one: r}");

    assertThat(settings.duration("size")).contains(Duration.ofMinutes(1));
    assertThat(settings.requiredPositiveDuration("size", "")).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.positiveNumber("count", "")).isEqualTo(3);
    assertThat(settings.choice("word", List.of("a", "b"), Optional::of)).contains("b");
    assertThat(settings.oneOrMore("many")).hasSize(2);
    assertThat(settings.oneOrMore("one")).hasSize(1);
    assertThat(settings.oneOrMore("none")).isEmpty();
    settings.reportUnknownKeys();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void absentSettingsAreEmpty() {
    Settings settings = settings("{}");

    assertThat(settings.duration("size")).isEmpty();
    assertThat(settings.text("word")).isEmpty();
    assertThat(settings.nested("inner").entries()).isEmpty();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void aKeyThatIsNotReadIsUnknown() {
    Settings settings = settings("{size: 1m, colour: red}");
    settings.duration("size");

    settings.reportUnknownKeys();

    assertThat(problems.in("f")).containsExactly("f:1:12: unknown key 'colour'; known are size");
  }

  @Test
  void aMisspelledKeyIsReportedAndStillRead() {
    Settings settings = settings("{sise: 1m, colour: red}");

    assertThat(settings.requiredDuration("size", "")).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.text("name")).isEmpty();
    settings.reportUnknownKeys();

    assertThat(problems.in("f"))
        .containsExactly(
            "f:1:2: unknown key 'sise'; did you mean 'size'?",
            "f:1:12: unknown key 'colour'; known are size, name");
  }

  @Test
  void aMisspelledKeyDoesNotReplaceAPresentOne() {
    Settings settings = settings("{sise: 1m, size: 2m}");

    assertThat(settings.duration("size")).contains(Duration.ofMinutes(2));
    settings.reportUnknownKeys();

    assertThat(problems.in("f")).containsExactly("f:1:2: unknown key 'sise'; did you mean 'size'?");
  }

  @Test
  void anEmptyValueCountsAsAbsent() {
    Settings settings = settings("{size: , word: ''}");

    settings.duration("size");
    settings.text("word");

    assertThat(problems.in("f"))
        .containsExactly(
            "f:1:7: size must be one value, not nothing",
            "f:1:16: word must be one value, not nothing");
  }

  @Test
  void quotesDoNotChangeAValue() {
    Settings settings = settings("{size: \"10s\", count: '7'}");

    assertThat(settings.duration("size")).contains(Duration.ofSeconds(10));
    assertThat(settings.positiveNumber("count", "")).isEqualTo(7);
    assertThat(problems.isEmpty()).isTrue();
  }

  private Settings settings(String yaml) {
    return Settings.of(
        (Yaml.Mapping) new YamlReader(problems).read(yaml).orElseThrow(), "the test", problems);
  }
}
