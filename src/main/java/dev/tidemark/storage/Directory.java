package dev.tidemark.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * The files below one directory, on any file system that Beam knows. No character of a name makes
 * it a glob. The directory that a user names may be a symbolic link, but nothing in it may.
 *
 * @param isNamed whether a user has named it
 */
public record Directory(String path, DirectoryOperations operations, boolean isNamed) {

  /** A directory that a user names. */
  public static Directory named(PathOrUri place, DirectoryOperations operations) {
    return new Directory(place.path(), operations, true);
  }

  /** Whether the directory is on this machine. */
  public boolean isLocal() {
    return operations instanceof LocalDirectories;
  }

  public Directory child(String name) {
    return new Directory(pathOf(name), operations, false);
  }

  /** The sorted names of the files in the directory; none if it does not exist. */
  public List<String> files(Predicate<String> wanted) throws IOException {
    refuseLink();
    return operations.files(path).stream().filter(wanted).sorted().toList();
  }

  /** The sorted names of the directories in the directory; none if it does not exist. */
  public List<String> directories(Predicate<String> wanted) throws IOException {
    refuseLink();
    return operations.directories(path).stream().filter(wanted).sorted().toList();
  }

  /** The file that has the name of this directory, or of one above it, if any. */
  public Optional<String> fileInTheWay() throws IOException {
    return operations.fileInTheWay(path);
  }

  /** Whether there is a file of that name in the directory. */
  public boolean has(String name) throws IOException {
    return !files(name::equals).isEmpty();
  }

  /** How many files there are below the directory, at any depth. */
  public long countBelow() throws IOException {
    return operations.countBelow(path);
  }

  /** The total size of the files in the directory, in bytes. */
  public long size(Predicate<String> wanted) throws IOException {
    long size = 0;
    for (String name : files(wanted)) {
      size += operations.size(pathOf(name));
    }
    return size;
  }

  public String read(String name) throws IOException {
    refuseLink(name);
    try (BufferedReader reader =
        new BufferedReader(
            Channels.newReader(FileSystems.open(resource(name)), StandardCharsets.UTF_8))) {
      return reader.lines().collect(Collectors.joining("\n"));
    }
  }

  public ReadableByteChannel open(String name) throws IOException {
    return FileSystems.open(resource(name));
  }

  public void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public void write(String name, byte[] content) throws IOException {
    refuseLink(name);
    try (WritableByteChannel channel = FileSystems.create(resource(name), MimeTypes.BINARY)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Creates or replaces a file; others can read what is written after each {@code flush}. */
  public OutputStream createToWatch(String name) throws IOException {
    refuseLink(name);
    return operations.createToWatch(pathOf(name));
  }

  public void moveFiles(Predicate<String> wanted, Directory target) throws IOException {
    target.refuseLink();
    List<String> names = files(wanted);
    if (!names.isEmpty()) {
      FileSystems.rename(resources(names), target.resources(names));
    }
  }

  /** Renames a file; does nothing if it has that name. */
  public void rename(String name, String newName) throws IOException {
    if (!name.equals(newName)) {
      FileSystems.rename(List.of(resource(name)), List.of(resource(newName)));
    }
  }

  /** Deletes files, and the directory if nothing is left in it. */
  public void deleteFiles(Predicate<String> wanted) throws IOException {
    delete(files(wanted));
    operations.deleteIfEmpty(path);
  }

  /** Deletes files by name; one may be missing. */
  public void delete(Collection<String> names) throws IOException {
    refuseLink();
    if (!names.isEmpty()) {
      FileSystems.delete(resources(names));
    }
  }

  public void deleteTree() throws IOException {
    operations.deleteTree(path);
  }

  /** Creates the directory for its owner alone. */
  public void createPrivate() throws IOException {
    operations.createPrivate(path);
  }

  /** Fails if the directory belongs to another user, or others can write into it. */
  public void requirePrivate() throws IOException {
    operations.requirePrivate(path);
  }

  /** The files for a lock of this directory. */
  public LockFiles lockFiles() throws IOException {
    return operations.lockFiles(path);
  }

  /** The directories that a write would create, deepest first. */
  public List<String> missingDirectories() throws IOException {
    return operations.missing(path);
  }

  /** Deletes those of the directories that are empty. */
  public void deleteEmpty(List<String> deepestFirst) throws IOException {
    for (String one : deepestFirst) {
      operations.deleteIfEmpty(one);
    }
  }

  /**
   * Makes sure that a file or directory in here does not lead elsewhere.
   *
   * @throws IOException if it is a symbolic link; it may be missing
   */
  public void refuseLink(String name) throws IOException {
    refuseLink();
    operations.refuseLink(pathOf(name));
  }

  private void refuseLink() throws IOException {
    if (!isNamed) {
      operations.refuseLink(path);
    }
  }

  private List<ResourceId> resources(Collection<String> names) {
    return names.stream().map(this::resource).toList();
  }

  private ResourceId resource(String name) {
    return FileSystems.matchNewResource(pathOf(name), false);
  }

  private String pathOf(String name) {
    return path + "/" + name;
  }
}
