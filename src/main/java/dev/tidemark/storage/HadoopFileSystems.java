package dev.tidemark.storage;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.hdfs.HadoopFileSystemOptions;
import org.apache.beam.sdk.io.hdfs.HadoopFileSystemRegistrar;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.VersionInfo;

/**
 * Hadoop's file systems for every scheme that a run's paths have. Beam registers the one of {@code
 * fs.defaultFS} alone; the names of the others travel to the executors in the same configuration.
 */
public final class HadoopFileSystems implements FileSystemRegistrar {
  private static final String SCHEMES = "tidemark.schemes";
  private static final String DEFAULT_FS = "fs.defaultFS";
  private static final String NAME_SERVICES = "dfs.nameservices";

  private static final String IN_HADOOP_AWS =
      "it is in org.apache.hadoop:hadoop-aws:"
          + VersionInfo.getVersion()
          + " (spark-submit takes it with --packages, ./tidemark in TIDEMARK_CLASSPATH)";

  /** What to do about schemes that Hadoop's client alone does not know. */
  private static final Map<String, String> HINTS =
      Map.of(
          "s3a", IN_HADOOP_AWS,
          "s3", "Hadoop calls it s3a://",
          "s3n", "Hadoop calls it s3a://");

  /** On the class path of YARN's containers and of spark-submit with {@code HADOOP_CONF_DIR}. */
  private static final List<String> SITE = List.of("core-site.xml", "hdfs-site.xml");

  /** Where there are name services, Beam also registers these. */
  private static final Set<String> WITH_NAME_SERVICES = Set.of("hdfs", "webhdfs", "viewfs");

  /**
   * Registers the paths' file systems, here and wherever the options are sent.
   *
   * @throws FailureException if nothing on the class path knows a scheme
   */
  public static void register(Collection<PathOrUri> paths, PipelineOptions options)
      throws FailureException {
    Set<String> schemes = new TreeSet<>();
    for (PathOrUri path : paths) {
      Optional<String> scheme = path.remoteScheme();
      if (scheme.isPresent() && schemes.add(scheme.get())) {
        checkKnown(scheme.get(), path, options);
      }
    }
    Configuration sent = sent(options);
    sent.set(SCHEMES, String.join(",", schemes));
    options.as(HadoopFileSystemOptions.class).setHdfsConfiguration(List.of(sent));
    FileSystems.setDefaultPipelineOptions(options);
  }

  /** Adds properties to the options; they win over those that are there. */
  public static void configure(PipelineOptions options, Map<String, String> properties) {
    HadoopFileSystemOptions hadoop = options.as(HadoopFileSystemOptions.class);
    List<Configuration> all = new ArrayList<>();
    Optional.ofNullable(hadoop.getHdfsConfiguration()).ifPresent(all::addAll);
    Configuration added = new Configuration(false);
    properties.forEach(added::set);
    all.add(added);
    hadoop.setHdfsConfiguration(all);
  }

  /** This machine's own configuration, overridden by that of the run. */
  static Configuration configuration(PipelineOptions options) {
    Configuration all = new Configuration();
    sent(options).forEach(property -> all.set(property.getKey(), property.getValue()));
    return all;
  }

  @Override
  public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
    List<FileSystem<?>> fileSystems = new ArrayList<>();
    Configuration sent = sent(options);
    Set<String> byBeam = registeredByBeam(sent);
    for (String scheme : sent.getTrimmedStrings(SCHEMES)) {
      if (!byBeam.contains(scheme)) {
        fileSystems.addAll(of(scheme, configuration(options)));
      }
    }
    return fileSystems;
  }

  /** Beam's class is not public, but its registrar creates a file system for any default scheme. */
  private static List<FileSystem<?>> of(String scheme, Configuration configuration) {
    configuration.set(DEFAULT_FS, scheme + ":///");
    configuration.unset(NAME_SERVICES);
    HadoopFileSystemOptions alone = PipelineOptionsFactory.as(HadoopFileSystemOptions.class);
    alone.setHdfsConfiguration(List.of(configuration));
    List<FileSystem<?>> made = new ArrayList<>();
    new HadoopFileSystemRegistrar().fromOptions(alone).forEach(made::add);
    return made;
  }

  private static Set<String> registeredByBeam(Configuration sent) {
    Set<String> schemes = new TreeSet<>();
    Optional.ofNullable(sent.get(DEFAULT_FS))
        .map(uri -> URI.create(uri).getScheme())
        .ifPresent(schemes::add);
    if (sent.get(NAME_SERVICES) != null) {
      schemes.addAll(WITH_NAME_SERVICES);
    }
    return schemes;
  }

  /** What this machine's own files say, overridden by the options. */
  private static Configuration sent(PipelineOptions options) {
    Configuration sent = new Configuration(false);
    SITE.forEach(sent::addResource);
    List<Configuration> given = options.as(HadoopFileSystemOptions.class).getHdfsConfiguration();
    if (given != null) {
      given.forEach(one -> one.forEach(it -> sent.set(it.getKey(), it.getValue())));
    }
    if (sent.get(DEFAULT_FS, "").startsWith("file:")) {
      // Beam has a file system of its own for it, and refuses a second.
      sent.unset(DEFAULT_FS);
    }
    return sent;
  }

  private static void checkKnown(String scheme, PathOrUri path, PipelineOptions options)
      throws FailureException {
    try {
      org.apache.hadoop.fs.FileSystem.getFileSystemClass(scheme, configuration(options));
    } catch (IOException | RuntimeException e) {
      String line = "no file system for the scheme of " + path + " on the class path";
      String hint = HINTS.getOrDefault(scheme, String.valueOf(e.getMessage()));
      throw new FailureException(ExitCode.USAGE, List.of(line + ": " + hint), e);
    }
  }
}
