package dev.tidemark.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Directories of this machine. */
public record LocalDirectories() implements DirectoryOperations {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rwx------");

  @Override
  public List<String> files(String directory) throws IOException {
    try (Stream<Path> children = Files.list(Path.of(directory))) {
      return children
          .filter(child -> !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
          .map(child -> child.getFileName().toString())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public List<String> directories(String directory) throws IOException {
    try (Stream<Path> children = Files.list(Path.of(directory))) {
      return children
          .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
          .map(child -> child.getFileName().toString())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  @Override
  public Optional<String> fileInTheWay(String directory) {
    Path path = Path.of(directory).toAbsolutePath();
    while (path != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      path = path.getParent();
    }
    return Optional.ofNullable(path).filter(there -> !Files.isDirectory(there)).map(Path::toString);
  }

  @Override
  public long size(String file) throws IOException {
    try {
      return Files.size(Path.of(file));
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  @Override
  public long countBelow(String directory) throws IOException {
    if (!Files.exists(Path.of(directory))) {
      return 0;
    }
    try (Stream<Path> tree = Files.walk(Path.of(directory).toRealPath())) {
      return tree.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).count();
    }
  }

  @Override
  public void refuseLink(String path) throws IOException {
    if (Files.isSymbolicLink(Path.of(path))) {
      throw new IOException(
          path
              + " is a symbolic link, and what it leads to is not this run's; remove the link, or"
              + " name another directory");
    }
  }

  @Override
  public void deleteTree(String directory) throws IOException {
    Path root = Path.of(directory);
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  @Override
  public List<String> missing(String directory) {
    List<String> missing = new ArrayList<>();
    Path path = Path.of(directory).toAbsolutePath();
    while (path != null && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      missing.add(path.toString());
      path = path.getParent();
    }
    return missing;
  }

  @Override
  public void deleteIfEmpty(String directory) throws IOException {
    Path path = Path.of(directory);
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> children = Files.list(path)) {
      if (children.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(path);
  }

  @Override
  public void createPrivate(String directory) throws IOException {
    Path path = Path.of(directory).toAbsolutePath();
    Files.createDirectories(path.getParent());
    if (isPosix(path.getParent())) {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    } else {
      Files.createDirectory(path);
    }
  }

  @Override
  public void requirePrivate(String directory) throws IOException {
    Path path = Path.of(directory);
    if (!Files.isDirectory(path) || !isPosix(path)) {
      return;
    }
    PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
    UserPrincipal self = self();
    if (!attributes.owner().equals(self)) {
      throw new IOException(
          "%s belongs to %s, not to %s; name a directory of your own, or a new one"
              .formatted(directory, attributes.owner().getName(), self.getName()));
    }
    Set<PosixFilePermission> permissions = attributes.permissions();
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException(
          "others can write into %s (%s); if you trust what it holds: chmod 700 %1$s"
              .formatted(directory, PosixFilePermissions.toString(permissions)));
    }
    if (!permissions.equals(OWNER_ALONE)) {
      Files.setPosixFilePermissions(path, OWNER_ALONE);
    }
  }

  /** As the file system names the user of this process. */
  private static UserPrincipal self() throws IOException {
    Path own = Files.createTempFile("tidemark", null);
    try {
      return Files.getOwner(own);
    } finally {
      Files.delete(own);
    }
  }

  private static boolean isPosix(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class);
  }

  @Override
  public LockFiles lockFiles(String directory) {
    return new LocalLockFiles(Path.of(directory));
  }

  @Override
  public OutputStream createToWatch(String file) throws IOException {
    Path path = Path.of(file);
    Files.createDirectories(path.toAbsolutePath().getParent());
    return Files.newOutputStream(path);
  }
}
