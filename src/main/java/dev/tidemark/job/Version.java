package dev.tidemark.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.beam.sdk.util.ReleaseInfo;

/** The version of Tidemark, which the build writes into a resource. */
public final class Version {
  private static final String RESOURCE = "/dev/tidemark/version.properties";

  private Version() {}

  /** Tidemark's own version, such as 0.1.0. */
  static String ofTidemark() {
    Properties properties = new Properties();
    try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  /** The versions that decide what a run does, in one line. */
  public static String line() {
    return "tidemark %s, Beam %s, Java %s"
        .formatted(
            ofTidemark(),
            ReleaseInfo.getReleaseInfo().getVersion(),
            System.getProperty("java.version"));
  }
}
