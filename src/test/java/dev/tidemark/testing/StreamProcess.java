package dev.tidemark.testing;

import dev.tidemark.testing.cluster.JavaProcess;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tidemark in a JVM of its own, which can be killed. */
public final class StreamProcess {
  private StreamProcess() {}

  public static JavaProcess.Program of(List<String> args) {
    Stream<String> opens =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(argument -> argument.startsWith("--add-opens"));
    List<String> options = new ArrayList<>(opens.toList());
    options.add("-Xmx1g");
    options.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return new JavaProcess.Program(
        "stream", Path.of("").toAbsolutePath(), Map.of(), options, "dev.tidemark.Tidemark", args);
  }
}
