package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownHostTest {
  /** The top-level domain .invalid never has a host: RFC 2606. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "64 | run --pipeline=hdfs://a.invalid/x.yaml | cannot read pipeline file",
        "64 | check hdfs://a.invalid/x.yaml | cannot read pipeline file",
        "64 | lateness --pipeline=hdfs://a.invalid/x.yaml | cannot read pipeline file",
        "64 | clocks --pipeline=hdfs://a.invalid/x.yaml | cannot read pipeline file",
        "64 | feed --output=target/x --pipeline=hdfs://a.invalid/x.yaml | cannot read pipeline file",
        "74 | run --pipeline=pipelines/sessions.yaml --output=hdfs://a.invalid/x | cannot write output",
        "66 | report hdfs://a.invalid/x | cannot show the run in",
        "66 | diff hdfs://a.invalid/x hdfs://a.invalid/y | hdfs://a.invalid/x cannot be read",
        "66 | run --pipeline=pipelines/sessions.yaml --input=hdfs://a.invalid/x | cannot look for input",
        "66 | clocks --input=hdfs://a.invalid/x | cannot look for input",
        "66 | schema infer hdfs://a.invalid/x | cannot look for input",
      })
  void itIsNamed(int exitCode, String command, String what) {
    Outcome outcome = Outcome.of(command.split(" ")).endsWith(exitCode);
    assertThat(outcome.log()).contains(what).contains("a.invalid").doesNotContain("unexpected");
  }
}
