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
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "part-1f0c7a52-95d0-4a9c-b2f5-0d4e6a1b2c3d.jsonl",
        "part-10007052-9500-4090-0205-004060102030.jsonl",
        "part-1700000000500000-10007052-9500-4090-0205-004060102030.jsonl",
        "part-1700000000500.jsonl",
        "part-1700000000500-0.jsonl.gz",
        "a-part-1700000000500-0.jsonl",
        "part--1-0.jsonl",
        ""
      })
  void anotherNameIsNotOfABatch(String name) {
    assertThat(BundleName.batchOf(name)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void withoutABatchNamesAreInTimeOrder() {
    String first = BundleName.ofThis(TaskIdentity.NONE);
    String second = BundleName.ofThis(TaskIdentity.NONE);
    assertThat(second).isNotEqualTo(first);
    // Two within a microsecond have no order.
    assertThat(second.substring(0, 16)).isGreaterThanOrEqualTo(first.substring(0, 16));
    assertThat(first).matches("[0-9]{16}-[0-9a-f-]{36}");
  }

  @Test
  void digitsAreThoseOfEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(BundleName.of(new TaskIdentity.Task(2000, 3))).isEqualTo("0000000002000-3");
      assertThat(BundleName.ofThis(TaskIdentity.NONE)).matches("[0-9]{16}-[0-9a-f-]{36}");
    } finally {
      Locale.setDefault(before);
    }
  }
}
