package dev.tidemark.job;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/** Keeps the runner's log out of the way. */
final class Logging {
  private static final String APPENDER = "stderr";
  private static final String LINE = "%d{HH:mm:ss.SSS} [%t] %-5level %logger{36} - %msg%n";

  private Logging() {}

  static void show(boolean verbose) {
    // What nobody has configured would go to stdout, which is for results.
    if (LoggerContext.getContext(false).getConfiguration() instanceof DefaultConfiguration) {
      Configurator.reconfigure(toStderr());
    }
    Configurator.setRootLevel(verbose ? Level.INFO : Level.OFF);
  }

  private static Configuration toStderr() {
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    return builder
        .add(
            builder
                .newAppender(APPENDER, "Console")
                .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
                .add(builder.newLayout("PatternLayout").addAttribute("pattern", LINE)))
        .add(builder.newRootLogger(Level.ERROR).add(builder.newAppenderRef(APPENDER)))
        .build();
  }
}
