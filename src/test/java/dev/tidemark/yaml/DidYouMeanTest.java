package dev.tidemark.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidYouMeanTest {
  private static final List<String> WORDS = List.of("input", "output", "outputShards", "x");

  @ParameterizedTest
  @CsvSource({
    "input, input",
    "Input, input",
    "inptu, input",
    "inpt, input",
    "inputs, input",
    "putput, output",
    "outputShard, outputShards",
    "outputshards, outputShards",
    "y, x",
  })
  void suggestsTheIntendedWord(String misspelt, String meant) {
    assertThat(DidYouMean.to(misspelt, WORDS)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"runner", "in", "shards", "profile", "abc"})
  void suggestsNothingWhenNothingIsSimilar(String word) {
    assertThat(DidYouMean.to(word, WORDS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "inptu, '; did you mean ''--input''?'",
    "outputShard, '; did you mean ''--outputShards''?'",
    "lines, '; the nearest is ''--input'''",
  })
  void alwaysSuggestsAnOption(String misspelt, String said) {
    assertThat(DidYouMean.option(misspelt, WORDS, List.of("input", "output"), "--"))
        .isEqualTo(said);
  }

  @Test
  void suggestsNothingWithoutCandidates() {
    assertThat(DidYouMean.to("input", List.of())).isEmpty();
  }
}
