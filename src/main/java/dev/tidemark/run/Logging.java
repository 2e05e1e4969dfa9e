package dev.tidemark.run;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Keeps the runner's log out of the way. */
final class Logging {
  private Logging() {}

  static void show(boolean verbose) {
    Configurator.setRootLevel(verbose ? Level.INFO : Level.OFF);
  }
}
