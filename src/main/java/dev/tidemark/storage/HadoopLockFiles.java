package dev.tidemark.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Lock files in a directory of a file system that Hadoop knows. */
record HadoopLockFiles(FileSystem fileSystem, Path directory) implements LockFiles {
  @Override
  public List<String> names(String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      for (FileStatus file : fileSystem.listStatus(directory)) {
        if (file.getPath().getName().startsWith(prefix)) {
          names.add(file.getPath().getName());
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return names;
  }

  @Override
  public Optional<String> read(String name) throws IOException {
    try (FSDataInputStream file = fileSystem.open(file(name))) {
      return Optional.of(new String(file.readAllBytes(), UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean create(String name, String text) throws IOException {
    try (FSDataOutputStream file = createNew(name)) {
      file.write(text.getBytes(UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @Override
  public void rewrite(String name, String text) throws IOException {
    try (FSDataOutputStream file = fileSystem.create(file(name), true)) {
      file.write(text.getBytes(UTF_8));
    }
  }

  @Override
  public void delete(String name) throws IOException {
    fileSystem.delete(file(name), false);
  }

  /** HDFS has another exception for a file that is still being written. */
  private FSDataOutputStream createNew(String name) throws IOException {
    try {
      return fileSystem.create(file(name), false);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      if (fileSystem.exists(file(name))) {
        throw new FileAlreadyExistsException(e.getMessage());
      }
      throw e;
    }
  }

  private Path file(String name) {
    return new Path(directory, name);
  }
}
