package dev.tidemark.cli;

import dev.tidemark.cli.options.HelpOption;
import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.report.Report;
import dev.tidemark.serve.ListenAddress;
import dev.tidemark.serve.LivePage;
import dev.tidemark.serve.LocalServer;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryLock;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.terminal.Logging;
import dev.tidemark.terminal.TerminalText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the page of a run, or serves that of one that goes on. */
@Command(
    name = "report",
    abbreviateSynopsis = true,
    sortOptions = false,
    description =
        "Writes report.html into the output directory of a run: one page that shows what the run"
            + " found.",
    footer = {
      "",
      "For example: report out/activity-monitor",
      "             report --live --port=8080 out/followed"
    })
final class ReportCommand implements Commands.Subcommand {
  private final PrintStream out;

  @Parameters(
      paramLabel = "DIR",
      hideParamSyntax = true,
      arity = "0..*",
      description = "The output directory of a run.")
  private List<String> directories = new ArrayList<>();

  @Option(
      names = "--live",
      description = {
        "Serve the page on this machine instead, refreshed while the run",
        "goes on, until Ctrl-C."
      })
  private boolean live;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Of --live. Default: any that is free")
  private Optional<Integer> port = Optional.empty();

  @Mixin HelpOption help;

  /**
   * Creates a command that has not started.
   *
   * @param out receives where the page is
   */
  ReportCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public ExitCode start() throws FailureException {
    if (directories.size() != 1 || directories.get(0).isBlank()) {
      throw new FailureException(
          ExitCode.USAGE, "report needs one output directory, as in report out/activity-monitor");
    }
    if (port.isPresent() && !live) {
      throw new FailureException(ExitCode.USAGE, "--port is for --live");
    }
    if (port.isPresent() && !ListenAddress.isPort(port.get())) {
      throw new FailureException(
          ExitCode.USAGE, "--port must be " + ListenAddress.PORTS + ", not " + port.get());
    }
    Logging.show(false);
    PathOrUri place = PathOrUri.directory(directories.get(0));
    PipelineOptions options = PipelineOptionsFactory.create();
    HadoopFileSystems.register(List.of(place), options);
    Directory directory = Directory.named(place, DirectoryOperations.of(place, options));
    checkIsNoFile(directory);
    if (live) {
      serve(directory);
    } else {
      write(directory);
    }
    return ExitCode.DONE;
  }

  private static void checkIsNoFile(Directory directory) throws FailureException {
    try {
      Optional<String> file = directory.fileInTheWay();
      if (file.isPresent()) {
        throw new FailureException(
            ExitCode.NO_INPUT, file.get() + " is a file; name the output directory of a run");
      }
    } catch (IOException e) {
      throw cannotShow(directory, e);
    }
  }

  private void serve(Directory directory) throws FailureException {
    if (!isBeingWritten(directory)) {
      page(directory);
    }
    LivePage page = LivePage.of(directory);
    try (LocalServer server =
        LocalServer.start("port", ListenAddress.loopback(port.orElse(0)), "/", page)) {
      out.println(server.url() + " shows " + TerminalText.escape(directory.path()));
      // Until a signal ends the process.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A run that has just begun may have nothing to show yet. */
  private static boolean isBeingWritten(Directory directory) throws FailureException {
    try {
      return directory.has(DirectoryLock.NAME);
    } catch (IOException e) {
      throw cannotShow(directory, e);
    }
  }

  private static String page(Directory directory) throws FailureException {
    try {
      return Report.of(directory);
    } catch (IOException e) {
      throw cannotShow(directory, e);
    }
  }

  private static FailureException cannotShow(Directory directory, IOException cause) {
    return new FailureException(
        ExitCode.NO_INPUT,
        List.of("cannot show the run in " + directory.path() + ": " + cause.getMessage()),
        cause);
  }

  private void write(Directory directory) throws FailureException {
    String page = page(directory);
    try {
      int bytes = Report.write(page, directory);
      out.println(
          String.format(
              Locale.ROOT,
              "%s/%s: %,d KB",
              TerminalText.escape(directory.path()),
              Report.FILE,
              (bytes + 999) / 1000));
    } catch (IOException e) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE,
          List.of("cannot write " + directory.path() + "/" + Report.FILE + ": " + e.getMessage()),
          e);
    }
  }
}
