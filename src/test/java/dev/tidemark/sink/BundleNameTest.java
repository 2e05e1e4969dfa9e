package dev.tidemark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleNameTest {
  @Test
  void theNameOfABatchContainsItsTime() {
    assertThat(BundleName.batchOf("part-1700000000500-0.jsonl")).isEqualTo(1_700_000_000_500L);
    assertThat(BundleName.batchOf("part-0000000002000-199.jsonl")).isEqualTo(2000);
    assertThat(BundleName.batchOf("part-0000000002000-199.csv.gz")).isEqualTo(2000);
    assertThat(BundleName.batchOf("part-0000000002000-199.parquet")).isEqualTo(2000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "part-1f0c7a52-95d0-4a9c-b2f5-0d4e6a1b2c3d.jsonl",
        "part-10007052-9500-4090-0205-004060102030.jsonl",
        "part-1700000000500000000-10007052-9500-4090-0205-004060102030.jsonl",
        "part-1700000000500.jsonl",
        "part-1700000000500-0",
        "a-part-1700000000500-0.jsonl",
        "part--1-0.jsonl",
        ""
      })
  void anotherNameIsNotOfABatch(String name) {
    assertThat(BundleName.batchOf(name)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void withoutABatchNamesAreInTheOrderOfEmission() {
    String first = BundleName.of(TaskIdentity.NONE, 999);
    String second = BundleName.of(TaskIdentity.NONE, 1000);
    assertThat(first).matches("0000000000000000999-[0-9a-f-]{36}").isLessThan(second);
    assertThat(BundleName.of(TaskIdentity.NONE, 999)).isNotEqualTo(first);
  }

  @Test
  void digitsAreThoseOfEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(BundleName.of(new TaskIdentity.Task(2000, 3))).isEqualTo("0000000002000-3");
      assertThat(BundleName.of(TaskIdentity.NONE, 1)).matches("[0-9]{19}-[0-9a-f-]{36}");
    } finally {
      Locale.setDefault(before);
    }
  }
}
