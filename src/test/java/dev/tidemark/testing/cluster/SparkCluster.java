package dev.tidemark.testing.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A standalone Spark cluster on this machine: a master and workers, each in a JVM of its own. */
public final class SparkCluster implements AutoCloseable {
  private static final int DAEMON_MEGABYTES = 256;
  private static final Pattern STARTED = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");

  private final Path directory;
  private final SparkHome home;
  private final List<JavaProcess> processes = new ArrayList<>();
  private final List<JavaProcess> workers = new ArrayList<>();
  private String master = "";

  private SparkCluster(Path directory) throws IOException {
    this.directory = directory;
    this.home = SparkHome.layOut(directory.resolve("spark"));
  }

  /**
   * Starts a master and workers of one core each.
   *
   * @param directory an empty directory for all that they write
   */
  public static SparkCluster start(Path directory, int workers)
      throws IOException, InterruptedException {
    SparkCluster cluster = new SparkCluster(directory);
    try {
      cluster.startMaster();
      for (int i = 0; i < workers; i++) {
        cluster.startWorker();
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** The address of the master. */
  public String master() {
    return master;
  }

  /** Adds a worker and waits until the master knows it. */
  public JavaProcess startWorker() throws IOException, InterruptedException {
    Path work = Files.createDirectories(directory.resolve("work-" + processes.size()));
    JavaProcess worker =
        start(
            home.program(
                "worker",
                work,
                DAEMON_MEGABYTES,
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                    "--host",
                    "127.0.0.1",
                    "--port",
                    "0",
                    "--webui-port",
                    "0",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    work.toString(),
                    master)));
    worker.awaitLine(REGISTERED);
    workers.add(worker);
    return worker;
  }

  /** The workers that have not been killed. */
  public List<JavaProcess> workers() {
    return workers.stream().filter(JavaProcess::isAlive).toList();
  }

  /**
   * Submits the bundled jar, with this clone as working directory.
   *
   * @param sparkOptions options of spark-submit in addition to the master and the shipped
   *     properties
   * @param args Tidemark's own
   */
  public JavaProcess submit(List<String> sparkOptions, List<String> args) throws IOException {
    return closing(home.submit(master, sparkOptions, args));
  }

  /** Ends everything that was started, drivers first. */
  @Override
  public void close() {
    for (int last = processes.size() - 1; last >= 0; last--) {
      processes.get(last).close();
    }
  }

  private void startMaster() throws IOException, InterruptedException {
    JavaProcess process =
        start(
            home.program(
                "master",
                directory,
                DAEMON_MEGABYTES,
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")));
    master = process.awaitLine(STARTED).group(1);
  }

  private JavaProcess start(JavaProcess.Program program) throws IOException {
    return closing(program.start());
  }

  private JavaProcess closing(JavaProcess process) {
    processes.add(process);
    return process;
  }
}
