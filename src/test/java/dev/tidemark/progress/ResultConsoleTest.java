package dev.tidemark.progress;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultConsoleTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void eachRowIsPrintedOnceAfterItsSink() throws Exception {
    ResultConsole console = console(printed);
    write("counts/part-500-0.jsonl", "{\"count\":1}\n{\"count\":2}\n");
    console.printAll();
    write("alerts/part-1000-3.jsonl", "{\"User\":\"é\"}\n");
    console.printAll();
    console.printAll();
    assertThat(lines())
        .containsExactly("counts {\"count\":1}", "counts {\"count\":2}", "alerts {\"User\":\"é\"}");
  }

  @Test
  void unfinishedFilesAndOtherSinksAreNotPrinted() throws Exception {
    write("_unfinished/counts-500-0.jsonl", "{\"count\":1}\n");
    write("late/part-500-0.jsonl", "{\"reason\":\"behind_order\"}\n");
    write("counts/part-none.jsonl", "");
    console(printed).printAll();
    assertThat(lines()).isEmpty();
  }

  @Test
  void filesComeInTheOrderOfTheirNames() throws Exception {
    write("counts/part-1700000001000-1.jsonl", "b\n");
    write("counts/part-1700000001000-0.jsonl", "b\n");
    write("alerts/part-1700000000500-0.jsonl", "a\n");
    write("counts/part-1700000020000-0.jsonl", "c\n");
    console(printed).printAll();
    assertThat(lines()).containsExactly("alerts a", "counts b", "counts b", "counts c");
  }

  @Test
  void aFileThatAppearsAfterLaterNamesIsPrinted() throws Exception {
    ResultConsole console = console(printed);
    write("counts/part-1700000001000-1.jsonl", "b\n");
    console.printAll();
    write("counts/part-1700000001000-0.jsonl", "a\n");
    console.printAll();
    assertThat(lines()).containsExactly("counts b", "counts a");
  }

  @Test
  void fileNamesAreNotKeptForever() throws Exception {
    ResultConsole console = console(printed);
    for (int part = 0; part < 10_050; part++) {
      write(String.format("counts/part-%05d.jsonl", part), part + "\n");
    }
    console.printAll();
    console.printAll();
    assertThat(lines()).hasSize(10_050);
    write("counts/part-00010.jsonl", "replaced\n");
    console.printAll();
    assertThat(lines()).as("of long ago").hasSize(10_050);
  }

  /** Its micro-batch runs again, and may find more early rows than it did before. */
  @Test
  void aFileThatIsReplacedAfterACrashIsPrintedAsItIsThen() throws Exception {
    write("counts/part-1000-0.jsonl", "a\n");
    write("counts/part-2000-0.jsonl", "b\n");
    ResultConsole console = console(printed).resuming();
    console.printWhatCanBeRead();
    assertThat(lines()).as("printed before a later file").isEmpty();
    write("counts/part-2000-0.jsonl", "b\nearly\n");
    console.printWhatCanBeRead();
    write("counts/part-3000-0.jsonl", "c\n");
    console.printWhatCanBeRead();
    write("counts/part-4000-0.jsonl", "d\n");
    console.printWhatCanBeRead();
    assertThat(lines())
        .containsExactly("counts a", "counts b", "counts early", "counts c", "counts d");
  }

  @Test
  void aStreamThatResumesAndWritesNothingPrintsWhatWasThere() throws Exception {
    write("counts/part-1000-0.jsonl", "a\n");
    console(printed).resuming().printAll();
    assertThat(lines()).containsExactly("counts a");
  }

  @Test
  void headersOfCsvAreNotRows() throws Exception {
    write("counts/part-500-0.csv", "User,count\na,1\nb,2\n");
    write("counts/part-600-0.csv", "User,count\n");
    console(printed).printAll();
    assertThat(lines()).containsExactly("counts a,1", "counts b,2");
  }

  @Test
  void controlCharactersAreEscaped() throws Exception {
    write("counts/part-500-0.jsonl", "{\"User\":\"\u009b31mé\u202e\"}\n");
    console(printed).printAll();
    assertThat(lines()).containsExactly("counts {\"User\":\"\\u009b31mé\\u202e\"}");
  }

  @Test
  void aClosedReaderIsNoticed() throws Exception {
    PipedOutputStream pipe = new PipedOutputStream();
    new PipedInputStream(pipe).close();
    ResultConsole console = console(new PrintStream(pipe, false, UTF_8));
    console.printAll();
    write("counts/part-500-0.jsonl", "{\"count\":1}\n");
    assertThatThrownBy(console::printAll).isInstanceOf(ResultConsole.ReaderGoneException.class);
  }

  @Test
  void rowsArePrintedDuringTheRun() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    ResultConsole console =
        console(
            new ByteArrayOutputStream() {
              @Override
              public synchronized void flush() {
                if (size() > 0) {
                  seen.countDown();
                }
              }
            });
    write("counts/part-500-0.jsonl", "{\"count\":1}\n");
    assertThat(console.during(new BackgroundTasks(), () -> await(seen))).isTrue();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ResultConsole console(ByteArrayOutputStream stream) {
    // With a machine's default charset of another kind: rows are UTF-8 nevertheless.
    return console(new PrintStream(stream, false, US_ASCII));
  }

  private ResultConsole console(PrintStream out) {
    return ResultConsole.of(
        Directory.named(new PathOrUri(folder.toString()), new LocalDirectories()),
        List.of("counts", "alerts"),
        out);
  }

  private List<String> lines() {
    return printed.toString(UTF_8).lines().toList();
  }

  private Path write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
