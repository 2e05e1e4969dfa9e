package dev.tidemark.testing.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/** An HDFS on this machine: a name node and a data node, in one JVM of their own. */
public final class Hdfs implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("namenode on port (\\d+)");

  private final JavaProcess process;
  private final String uri;

  private Hdfs(JavaProcess process, String uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts it.
   *
   * @param directory an empty directory for its blocks
   */
  public static Hdfs start(Path directory) throws IOException, InterruptedException {
    Files.createDirectories(directory);
    JavaProcess process =
        HadoopProgram.in(
                directory,
                "org.apache.hadoop.test.MiniDFSClusterManager",
                List.of("-format", "-datanodes", "1", "-nnport", "0"))
            .start();
    try {
      return new Hdfs(process, "hdfs://localhost:" + process.awaitLine(STARTED).group(1));
    } catch (InterruptedException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Its own address. */
  String uri() {
    return uri;
  }

  /** The address of a path. */
  public String uri(Path path) {
    return uri + path.toAbsolutePath();
  }

  /** Copies local files to the same paths here. */
  public void put(List<Path> files) throws IOException {
    try (FileSystem client = client()) {
      for (Path file : files) {
        client.copyFromLocalFile(hadoop(file), hadoop(file));
      }
    }
  }

  /** Copies a directory to a new one of this machine; addresses in its JSON become paths. */
  public Path get(Path directory, Path target) throws IOException {
    try (FileSystem client = client()) {
      client.copyToLocalFile(false, hadoop(directory), hadoop(target), true);
    }
    try (Stream<Path> files = Files.walk(target)) {
      for (Path file : files.filter(it -> it.toString().matches(".*[.]jsonl?")).toList()) {
        Files.writeString(file, Files.readString(file).replace(uri, ""));
      }
    }
    return target;
  }

  public boolean exists(Path path) throws IOException {
    try (FileSystem client = client()) {
      return client.exists(hadoop(path));
    }
  }

  /** The files at any depth below a directory. */
  public List<String> listing(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (FileSystem client = client()) {
      if (client.exists(hadoop(directory))) {
        RemoteIterator<LocatedFileStatus> files = client.listFiles(hadoop(directory), true);
        while (files.hasNext()) {
          names.add(files.next().getPath().toUri().getPath());
        }
      }
    }
    return names;
  }

  private FileSystem client() throws IOException {
    return FileSystem.newInstance(URI.create(uri), new Configuration());
  }

  private static org.apache.hadoop.fs.Path hadoop(Path path) {
    return new org.apache.hadoop.fs.Path(path.toAbsolutePath().toString());
  }

  @Override
  public void close() {
    process.close();
  }
}
