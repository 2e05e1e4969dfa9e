package dev.tidemark.storage;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.security.AccessControlException;

/** Directories of a file system that Hadoop knows. */
public record HadoopDirectories(Configuration configuration) implements DirectoryOperations {
  @Override
  public List<String> files(String directory) throws IOException {
    return names(directory, false);
  }

  @Override
  public List<String> directories(String directory) throws IOException {
    return names(directory, true);
  }

  @Override
  public Optional<String> fileInTheWay(String directory) throws IOException {
    Path path = new Path(directory);
    while (path != null) {
      try {
        boolean isFile = fileSystem(path).getFileStatus(path).isFile();
        return isFile ? Optional.of(path.toString()) : Optional.empty();
      } catch (FileNotFoundException | AccessControlException e) {
        // HDFS throws the latter for a path below a file.
        path = path.getParent();
      }
    }
    return Optional.empty();
  }

  @Override
  public long size(String file) throws IOException {
    Path path = new Path(file);
    try {
      return fileSystem(path).getFileStatus(path).getLen();
    } catch (FileNotFoundException e) {
      return 0;
    }
  }

  @Override
  public long countBelow(String directory) throws IOException {
    Path path = new Path(directory);
    long count = 0;
    try {
      RemoteIterator<LocatedFileStatus> files = fileSystem(path).listFiles(path, true);
      while (files.hasNext()) {
        files.next();
        count++;
      }
    } catch (FileNotFoundException e) {
      return 0;
    }
    return count;
  }

  @Override
  public void refuseLink(String path) {
    // There are none on these file systems.
  }

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
  public void createPrivate(String directory) {
    // Writing the first file creates it.
  }

  @Override
  public void requirePrivate(String directory) {
    // Its permissions are the cluster's to decide.
  }

  @Override
  public LockFiles lockFiles(String directory) throws IOException {
    Path path = new Path(directory);
    return new HadoopLockFiles(fileSystem(path), path);
  }

  @Override
  public OutputStream createToWatch(String file) throws IOException {
    Path path = new Path(file);
    FSDataOutputStream stream = fileSystem(path).create(path, true);
    return new FilterOutputStream(stream) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        stream.write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        // Without it HDFS keeps up to a block from its readers.
        stream.hflush();
      }
    };
  }

  private List<String> names(String directory, boolean ofDirectories) throws IOException {
    Path path = new Path(directory);
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus child : fileSystem(path).listStatus(path)) {
        if (child.isDirectory() == ofDirectories) {
          names.add(child.getPath().getName());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return names;
  }

  private FileSystem fileSystem(Path path) throws IOException {
    try {
      return path.getFileSystem(configuration);
    } catch (IllegalArgumentException e) {
      // Such as an unknown host.
      throw new IOException(e.getMessage(), e);
    }
  }
}
