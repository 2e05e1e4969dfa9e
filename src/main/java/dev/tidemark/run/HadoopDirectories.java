package dev.tidemark.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Directories of a file system that Hadoop knows. */
record HadoopDirectories(Configuration configuration) implements Directories {
  @Override
  public void deleteTree(String directory) throws IOException {
    Path path = new Path(directory);
    fileSystem(path).delete(path, true);
  }

  @Override
  public List<String> missing(String directory) throws IOException {
    List<String> missing = new ArrayList<>();
    Path path = new Path(directory);
    while (path != null && !fileSystem(path).exists(path)) {
      missing.add(path.toString());
      path = path.getParent();
    }
    return missing;
  }

  @Override
  public void deleteIfEmpty(String directory) throws IOException {
    Path path = new Path(directory);
    FileSystem fileSystem = fileSystem(path);
    if (fileSystem.exists(path) && fileSystem.listStatus(path).length == 0) {
      fileSystem.delete(path, false);
    }
  }

  @Override
  public LockFiles lockFiles(String directory) throws IOException {
    Path path = new Path(directory);
    return new HadoopLockFiles(fileSystem(path), path);
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(configuration);
  }
}
