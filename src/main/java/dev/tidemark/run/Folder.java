package dev.tidemark.run;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/** The files below one directory, on any file system that Beam knows. */
record Folder(String directory, Directories directories) {

  Folder child(String name) {
    return new Folder(directory + "/" + name, directories);
  }

  /** The files that match a glob below the directory; none where it does not exist. */
  List<ResourceId> files(String glob) throws IOException {
    return match(glob).stream().map(Metadata::resourceId).toList();
  }

  String read(String name) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            Channels.newReader(FileSystems.open(resource(name)), StandardCharsets.UTF_8))) {
      return reader.lines().collect(Collectors.joining("\n"));
    }
  }

  void write(String name, String text) throws IOException {
    try (WritableByteChannel channel = create(name)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** A file to write little by little. */
  WritableByteChannel create(String name) throws IOException {
    return FileSystems.create(resource(name), MimeTypes.TEXT);
  }

  void moveFiles(String glob, Folder target) throws IOException {
    List<ResourceId> sources = files(glob);
    List<ResourceId> targets = new ArrayList<>();
    for (ResourceId source : sources) {
      targets.add(target.resource(String.valueOf(source.getFilename())));
    }
    FileSystems.rename(sources, targets);
  }

  /** Gives a file another name; nothing where it has that one. */
  void rename(String name, String newName) throws IOException {
    if (!name.equals(newName)) {
      FileSystems.rename(List.of(resource(name)), List.of(resource(newName)));
    }
  }

  void deleteFiles(String glob) throws IOException {
    delete(files(glob));
    directories.deleteIfEmpty(directory);
  }

  void delete(Collection<ResourceId> files) throws IOException {
    FileSystems.delete(List.copyOf(files), StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  void deleteTree() throws IOException {
    directories.deleteTree(directory);
  }

  /** For the lock of this directory. */
  LockFiles lockFiles() throws IOException {
    return directories.lockFiles(directory);
  }

  /** The directories that a write would create, deepest first. */
  List<String> missingDirectories() throws IOException {
    return directories.missing(directory);
  }

  /** Deletes those of the directories that are empty. */
  void deleteEmpty(List<String> deepestFirst) throws IOException {
    for (String one : deepestFirst) {
      directories.deleteIfEmpty(one);
    }
  }

  private List<Metadata> match(String glob) throws IOException {
    try {
      return FileSystems.match(directory + "/" + glob, EmptyMatchTreatment.ALLOW).metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private ResourceId resource(String name) {
    return FileSystems.matchNewResource(directory + "/" + name, false);
  }
}
