package dev.tidemark.job;

import dev.tidemark.exit.FailureException;
import dev.tidemark.progress.RunFigures;
import dev.tidemark.serve.LivePage;
import dev.tidemark.serve.LocalServer;
import dev.tidemark.serve.Resource.Reply;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.PathOrUri;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be asked of a run while it lasts. */
final class RunServers implements AutoCloseable {
  private final List<LocalServer> servers = new ArrayList<>();
  private Optional<LivePage> page = Optional.empty();

  private RunServers() {}

  /**
   * Starts those that a request asks for.
   *
   * @throws FailureException if one cannot listen where it should
   */
  static RunServers of(RunRequest request, RunFigures figures, PrintStream log)
      throws FailureException {
    RunServers started = new RunServers();
    try {
      started.start(request, figures, log);
      return started;
    } catch (FailureException e) {
      started.close();
      throw e;
    }
  }

  private void start(RunRequest request, RunFigures figures, PrintStream log)
      throws FailureException {
    OutputSettings output = request.output();
    if (output.metrics().isPresent()) {
      LocalServer server =
          LocalServer.start(
              "metrics",
              output.metrics().get(),
              "/metrics",
              () -> Reply.of(RunFigures.TYPE, figures.text()));
      servers.add(server);
      log.println("tidemark: metrics at " + server.url());
    }
    if (output.watch().isPresent()) {
      PathOrUri place = request.paths().output();
      Directory directory =
          Directory.named(place, DirectoryOperations.of(place, request.runnerOptions()));
      LivePage live = LivePage.of(directory);
      LocalServer server = LocalServer.start("watch", output.watch().get(), "/", live);
      servers.add(server);
      page = Optional.of(live);
      log.println("tidemark: watch the run at " + server.url());
    }
  }

  @Override
  public void close() {
    page.ifPresent(LivePage::awaitLastAnswer);
    servers.forEach(LocalServer::close);
  }
}
