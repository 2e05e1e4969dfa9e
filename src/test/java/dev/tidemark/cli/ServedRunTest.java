package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.Tidemark;
import dev.tidemark.testing.HttpRequest;
import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that are asked while they last: at some lines of their log. */
class ServedRunTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    String reading =
        "{\"Arrival_Time\":%d,\"Creation_Time\":1424686734000000000,\"Device\":\"nexus4_1\","
            + "\"Index\":%<d,\"Model\":\"nexus4\",\"User\":\"a\",\"gt\":\"walk\",\"x\":0,\"y\":0,\"z\":0}\n";
    Files.writeString(
        folder.resolve("in.json"),
        reading.formatted(1424686735000L) + reading.formatted(1424686736000L));
  }

  @Test
  void figuresOfABatchRun() {
    Asked asked = run("--metrics=0");
    assertThat(asked.exitCode).isZero();
    assertThat(HttpRequest.body(asked.at("metrics at ")).lines().filter(FigureLines::isSample))
        .hasSize(2)
        .contains(
            "tidemark_run_info{pipeline=\"tumbling-counts\",runner=\"DirectRunner\",mode=\"batch\"} 1");
    long bytes = folder.resolve("in.json").toFile().length();
    assertThat(HttpRequest.body(asked.at("read 2 = ")).lines())
        .contains(
            "tidemark_input_bytes " + bytes,
            "tidemark_input_read_bytes_total " + bytes,
            "tidemark_readings_total 2");
    assertThatThrownBy(() -> HttpRequest.get(asked.url)).isInstanceOf(ConnectException.class);
  }

  @Test
  void figuresOfAStream() {
    Asked asked = run("--metrics=localhost:0", "--mode=replay");
    assertThat(asked.exitCode).isZero();
    assertThat(asked.url).startsWith("http://localhost:");
    assertThat(HttpRequest.body(asked.at("read 2 = ")).lines())
        .contains("tidemark_readings_total 2", "tidemark_rows_total{sink=\"results\"} 1")
        .noneMatch(line -> line.startsWith("tidemark_input"));
  }

  @Test
  void thePageOfAStreamIsThereUntilItsEnd() {
    Asked asked = run("--watch=0", "--mode=replay");
    assertThat(asked.exitCode).isZero();
    assertThat(asked.at("watch the run at ")).startsWith("HTTP/1.1 503 ").contains("Refresh: 3");
    assertThat(asked.at("read 2 = ")).contains("Refresh: 3");
    assertThat(asked.last.join()).startsWith("HTTP/1.1 200 OK").contains("tumbling-counts");
    assertThatThrownBy(() -> HttpRequest.get(asked.url)).isInstanceOf(ConnectException.class);
  }

  /** The server of a run that fails is closed too, and that of one that does not start. */
  @Test
  void aRunThatFailsIsNotServedAnyMore() {
    Asked asked = run("--metrics=0", "--input=" + folder + "/none");
    assertThat(asked.exitCode).isEqualTo(66);
    assertThatThrownBy(() -> HttpRequest.get(asked.url)).isInstanceOf(ConnectException.class);
  }

  @Test
  void aPortThatIsTakenIsAnErrorBeforeAnythingRuns() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Asked asked = run("--metrics=" + taken.getLocalPort());
      assertThat(asked.exitCode).isEqualTo(64);
      assertThat(asked.lines)
          .containsExactly(
              "tidemark: --metrics cannot listen on 127.0.0.1:%d (Address already in use); name"
                      .formatted(taken.getLocalPort())
                  + " another port, or 0 for any that is free");
      assertThat(folder.resolve("out")).doesNotExist();

      Asked watched = run("--metrics=0", "--mode=replay", "--watch=" + taken.getLocalPort());
      assertThat(watched.exitCode).isEqualTo(64);
      assertThatThrownBy(() -> HttpRequest.get(watched.url)).isInstanceOf(ConnectException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--metrics=x | --metrics must be a port, 0 to 65535, alone or as ADDRESS:PORT, not 'x'",
        "--metrics=70000 | --metrics must be a port, 0 to 65535, alone or as ADDRESS:PORT, not '70000'",
        "--watch=70000 --mode=replay | --watch must be a port, 0 to 65535, not 70000",
        "--watch=x | --watch must be a port, 0 to 65535, not 'x'",
        "--watch=0 | --watch is for streams: --mode=replay or --mode=follow"
      })
  void whatIsWrong(String option, String message) {
    List<String> args = new ArrayList<>(List.of("run"));
    args.addAll(List.of(option.split(" ")));
    Outcome.of(args).failsWith(64, message);
  }

  private Asked run(String... options) {
    List<String> args = new ArrayList<>(List.of(options));
    args.add("--pipeline=pipelines/tumbling-counts.yaml");
    args.add("--output=" + folder + "/out");
    if (args.stream().noneMatch(arg -> arg.startsWith("--input="))) {
      args.add("--input=" + folder + "/in.json");
    }
    Asked asked = new Asked();
    asked.exitCode =
        Tidemark.execute(args, new PrintStream(OutputStream.nullOutputStream()), asked.log());
    return asked;
  }

  private static final class FigureLines {
    static boolean isSample(String line) {
      return !line.startsWith("#");
    }
  }

  /** Asks at each line of the log, before the run goes on. */
  private static final class Asked {
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private String url = "";
    private int exitCode;

    /** What a browser that asks again and again shows in the end. */
    private CompletableFuture<String> last = CompletableFuture.completedFuture("");

    PrintStream log() {
      return new PrintStream(OutputStream.nullOutputStream(), true, UTF_8) {
        @Override
        public void println(String line) {
          hear(line);
        }
      };
    }

    private void hear(String line) {
      lines.add(line);
      if (url.isEmpty() && line.contains(" at http://")) {
        url = line.replaceFirst(".* at ", "");
      }
      if (line.startsWith("tidemark: done ")) {
        last = CompletableFuture.supplyAsync(this::askUntilTheEnd);
      } else if (!url.isEmpty()) {
        try {
          answers.put(line, HttpRequest.get(url));
        } catch (ConnectException e) {
          answers.put(line, "refused");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private String askUntilTheEnd() {
      try {
        String answer = HttpRequest.get(url);
        while (answer.contains("Refresh: ")) {
          answer = HttpRequest.get(url);
        }
        return answer;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String at(String start) {
      return answers.entrySet().stream()
          .filter(answer -> answer.getKey().startsWith("tidemark: " + start))
          .findFirst()
          .orElseThrow()
          .getValue();
    }
  }
}
