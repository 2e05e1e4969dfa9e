package dev.tidemark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  private static final String ROW =
      """
      {"window_start":"w","previous":{"User":"x"},"User":"a \\"b\\"","gt":null,"Device":"d","count":3}""";

  @Test
  void theValueOfTheOneField() {
    assertThat(RowKey.of(ROW, List.of("User"))).contains("a \"b\"");
    assertThat(RowKey.of(ROW, List.of("Device"))).contains("d");
  }

  @Test
  void anArrayOfTheValuesOfSeveralInTheirOrder() {
    assertThat(RowKey.of(ROW, List.of("Device", "gt", "User")))
        .contains("[\"d\",null,\"a \\\"b\\\"\"]");
  }

  @Test
  void noneWithoutAFieldOrItsValue() {
    assertThat(RowKey.of(ROW, List.of())).isEmpty();
    assertThat(RowKey.of(ROW, List.of("gt"))).isEmpty();
  }
}
