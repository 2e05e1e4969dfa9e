package dev.tidemark.testing;

import dev.tidemark.testing.cluster.Hdfs;
import dev.tidemark.testing.kafka.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes test classes the one {@link Hdfs} and the one {@link EmbeddedBroker} of their JVM. Each
 * starts when first requested and ends after the last test; classes use paths and topics of their
 * own.
 */
public final class SharedServices implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SharedServices.class);

  private record Running<T extends AutoCloseable>(T service) implements CloseableResource {
    @Override
    public void close() throws Exception {
      service.close();
    }
  }

  @FunctionalInterface
  private interface Start<T> {
    T in(Path directory) throws Exception;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Hdfs.class || type == EmbeddedBroker.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Store all = context.getRoot().getStore(NAMESPACE);
    return parameter.getParameter().getType() == Hdfs.class
        ? running(all, "hdfs", Hdfs::start)
        : running(all, "broker", EmbeddedBroker::start);
  }

  private static <T extends AutoCloseable> Object running(Store all, String name, Start<T> start) {
    return all.getOrComputeIfAbsent(name, fresh -> start(name, start), Running.class).service();
  }

  private static <T extends AutoCloseable> Running<T> start(String name, Start<T> start) {
    try {
      Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), name + "-");
      return new Running<>(start.in(directory));
    } catch (Exception e) {
      throw new ParameterResolutionException("cannot start " + name, e);
    }
  }
}
