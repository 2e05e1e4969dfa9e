package dev.tidemark.source;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.format.ReadingFormat.JsonLines;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.source.files.NoInputException;
import java.util.List;
import java.util.Optional;

/** Where a pipeline file says that readings come from, before it has been looked at. */
public sealed interface Origin {
  /** Returns the topic; empty where readings come from files. */
  default Optional<KafkaTopic> topic() {
    return Optional.empty();
  }

  /** Returns the same origin at other brokers; files have none. */
  default Origin at(String bootstrapServers) {
    return this;
  }

  /** Returns how readings are written there. */
  ReadingFormat format();

  /** Returns the same origin of readings in another format. */
  Origin in(ReadingFormat format);

  /** Returns the globs in the pipeline file; a topic has none. */
  default List<String> globs() {
    return List.of();
  }

  /**
   * Finds what is there to be read.
   *
   * @param globs the files, as {@link #globs()} or the command line names them
   * @throws NoInputException if nothing is there, or it cannot be read
   */
  Input match(List<String> globs) throws NoInputException;

  /**
   * Finds what is to be followed; files may appear later.
   *
   * @param globs as for {@link #match}
   * @throws NoInputException if nothing can ever be read there
   */
  Input follow(List<String> globs) throws NoInputException;

  /** Files that match any of the globs. */
  record Files(List<String> globs, ReadingFormat format) implements Origin {
    @Override
    public Origin in(ReadingFormat other) {
      return new Files(globs, other);
    }

    @Override
    public Input match(List<String> named) throws NoInputException {
      return InputMatcher.match(named, format);
    }

    @Override
    public Input follow(List<String> named) throws NoInputException {
      return InputMatcher.follow(named, format);
    }
  }

  /** The partitions of a topic. */
  record Topic(KafkaTopic source, JsonLines format) implements Origin {
    @Override
    public Origin in(ReadingFormat other) {
      return new Topic(source, new JsonLines(other.schema()));
    }

    @Override
    public Optional<KafkaTopic> topic() {
      return Optional.of(source);
    }

    @Override
    public Origin at(String bootstrapServers) {
      return new Topic(source.at(bootstrapServers), format);
    }

    @Override
    public Input match(List<String> named) throws NoInputException {
      return InputTopic.match(source, format);
    }

    @Override
    public Input follow(List<String> named) throws NoInputException {
      return InputTopic.match(source, format);
    }
  }
}
