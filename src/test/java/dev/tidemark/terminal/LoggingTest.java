package dev.tidemark.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
  private final LoggerContext context = LoggerContext.getContext(false);

  /** Other tests of this process have run Spark, which brings a configuration of its own. */
  @AfterEach
  void forget() {
    context.setConfigLocation(null);
    Logging.show(false);
  }

  /** Stdout is for rows and traces; and what is logged may be a name from the data. */
  @Test
  void theLogGoesToStderrSafeForTerminals() {
    PrintStream stderr = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(printed, true, UTF_8));
      context.setConfigLocation(null);
      Logging.show(true);
      LogManager.getLogger(LoggingTest.class)
          .info("file é\u001b[2J\ntidemark: done", new IllegalStateException("\u009bX\nY"));
    } finally {
      System.setErr(stderr);
    }
    assertThat(printed.toString(UTF_8).lines().limit(5))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("LoggingTest - file é\\u001b[2J"),
            line -> assertThat(line).isEqualTo("\ttidemark: done"),
            line -> assertThat(line).isEqualTo("\tjava.lang.IllegalStateException: \\u009bX"),
            line -> assertThat(line).isEqualTo("\tY"),
            line -> assertThat(line).startsWith("\t\tat " + LoggingTest.class.getName()));
    assertThat(context.getConfiguration().getRootLogger().getAppenders())
        .containsOnlyKeys("stderr");
    assertThat(context.getConfiguration().getRootLogger().getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void nothingIsLoggedUnlessRequested() {
    Logging.show(false);
    assertThat(context.getConfiguration().getRootLogger().getLevel()).isEqualTo(Level.OFF);
  }
}
