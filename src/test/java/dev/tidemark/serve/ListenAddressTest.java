package dev.tidemark.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
  @ParameterizedTest
  @CsvSource({
    "9400, 127.0.0.1:9400",
    "0, 127.0.0.1:0",
    "65535, 127.0.0.1:65535",
    "localhost:80, localhost:80",
    "0.0.0.0:9400, 0.0.0.0:9400",
    "[::1]:9400, [::1]:9400"
  })
  void aPortIsOneOfThisMachineUnlessAnAddressIsNamed(String text, String address) {
    assertThat(ListenAddress.parse(text)).hasToString("Optional[" + address + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "65536",
        "99999999999",
        "1e3",
        "a",
        ":80",
        "a:",
        "a:b",
        "a:b:80",
        "::1:80",
        "[a]:80",
        "http://a:80",
        "a:65536",
        "a b:80",
        "٨٠"
      })
  void anythingElseIsNone(String text) {
    assertThat(ListenAddress.parse(text)).isEmpty();
  }
}
