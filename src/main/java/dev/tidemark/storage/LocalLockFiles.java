package dev.tidemark.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lock files in a directory of this machine. */
public record LocalLockFiles(Path directory) implements LockFiles {
  @Override
  public List<String> names(String prefix) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            directory, file -> file.getFileName().toString().startsWith(prefix))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return names;
  }

  @Override
  public Optional<String> read(String name) throws IOException {
    Path file = directory.resolve(name);
    new LocalDirectories().refuseLink(file.toString());
    try {
      return Optional.of(new String(Files.readAllBytes(file), UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean create(String name, String text) throws IOException {
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve(name), text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (!e.getFile().equals(directory.resolve(name).toString())) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public void rewrite(String name, String text) throws IOException {
    // In place, with one write: who reads meanwhile finds the old text or the new one.
    try (FileChannel file =
        FileChannel.open(
            directory.resolve(name), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
  }
}
