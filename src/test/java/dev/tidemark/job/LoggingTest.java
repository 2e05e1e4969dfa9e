package dev.tidemark.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
  private final LoggerContext context = LoggerContext.getContext(false);

  @AfterEach
  void forget() {
    context.reconfigure();
    Logging.show(false);
  }

  /** Stdout is for rows and stories. */
  @Test
  void theLogGoesToStderr() {
    Logging.show(true);
    assertThat(context.getConfiguration().getRootLogger().getAppenders().values())
        .singleElement()
        .isInstanceOfSatisfying(
            ConsoleAppender.class,
            appender ->
                assertThat(appender.getTarget()).isEqualTo(ConsoleAppender.Target.SYSTEM_ERR));
    assertThat(context.getConfiguration().getRootLogger().getLevel()).isEqualTo(Level.INFO);
  }

  @Test
  void nothingIsLoggedUnlessAskedFor() {
    Logging.show(false);
    assertThat(context.getConfiguration().getRootLogger().getLevel()).isEqualTo(Level.OFF);
  }
}
