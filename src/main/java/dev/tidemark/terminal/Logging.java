package dev.tidemark.terminal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Turns the runner's log on or off. */
public final class Logging {
  private static final String LINE = "%d{HH:mm:ss.SSS} [%t] %-5level %logger{36} - %msg%n";

  private Logging() {}

  public static void show(boolean verbose) {
    // Without a configuration, Log4j logs to stdout, which is for results.
    if (LoggerContext.getContext(false).getConfiguration() instanceof DefaultConfiguration) {
      // Without a root logger of its own it would get the one that logs to stdout.
      ConfigurationBuilder<BuiltConfiguration> builder =
          ConfigurationBuilderFactory.newConfigurationBuilder();
      Configurator.reconfigure(
          builder.add(builder.newRootLogger(Level.ERROR)).build(/* initialize= */ false));
      Configuration configured = LoggerContext.getContext(false).getConfiguration();
      Appender stderr = new TerminalAppender(System.err, configured);
      stderr.start();
      configured.addAppender(stderr);
      configured.getRootLogger().addAppender(stderr, null, null);
    }
    Configurator.setRootLevel(verbose ? Level.INFO : Level.OFF);
  }

  /** Escapes log lines, which may contain names from the data. */
  private static final class TerminalAppender extends AbstractAppender {
    private final PrintStream log;

    TerminalAppender(PrintStream log, Configuration configuration) {
      super(
          "stderr",
          null,
          PatternLayout.newBuilder().withConfiguration(configuration).withPattern(LINE).build(),
          /* ignoreExceptions= */ true,
          Property.EMPTY_ARRAY);
      this.log = TerminalText.escaping(log);
    }

    @Override
    public void append(LogEvent event) {
      log.println((Object) new String(getLayout().toByteArray(event), StandardCharsets.UTF_8));
    }
  }
}
