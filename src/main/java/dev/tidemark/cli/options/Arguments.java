package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.serve.ListenAddress;
import dev.tidemark.storage.ShippedFiles;
import dev.tidemark.yaml.DidYouMean;
import dev.tidemark.yaml.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Parses command-line arguments into options, and explains arguments that are invalid. */
public final class Arguments {
  private static final int WIDTH = 100;

  private Arguments() {}

  /** The rules of every command line. */
  public static CommandLine strict(CommandLine line) {
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(WIDTH);
  }

  /** Parses arguments into annotated options. */
  static <T> T parse(T options, List<String> args) throws FailureException {
    try {
      strict(new CommandLine(options)).parseArgs(args.toArray(String[]::new));
      return options;
    } catch (ParameterException e) {
      throw failure(e);
    }
  }

  /** Reads the value of an option that is a duration. */
  public static Duration duration(String option, String text) throws FailureException {
    return Durations.parse(text)
        .orElseThrow(
            () ->
                new FailureException(
                    ExitCode.USAGE,
                    "--%s must be %s, not '%s'".formatted(option, Durations.expected(text), text)));
  }

  /** Explains to the user why arguments cannot be parsed. */
  public static FailureException failure(ParameterException e) {
    return new FailureException(ExitCode.USAGE, problems(e), e);
  }

  private static List<String> problems(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> names = names(e.getCommandLine());
      return unmatched.getUnmatched().stream().map(arg -> unknown(arg, names, names)).toList();
    }
    if (e instanceof OverwrittenOptionException twice) {
      return List.of(givenTwice(name((OptionSpec) twice.getOverwritten())));
    }
    if (e instanceof MissingParameterException missing
        && missing.getMissing().get(0) instanceof OptionSpec option) {
      return List.of(needsValue(option));
    }
    if (!(e.getArgSpec() instanceof OptionSpec option)) {
      return List.of(String.valueOf(e.getMessage()));
    }
    if (option.usageHelp() || option.versionHelp()) {
      return List.of("--" + name(option) + " takes no value");
    }
    return List.of(
        "--%s must be %s, not '%s'"
            .formatted(name(option), expected(option, e.getValue()), e.getValue()));
  }

  /**
   * Checks that no option has the next option as its value.
   *
   * @throws FailureException naming the first option that has
   */
  public static void checkValues(ParseResult parsed) throws FailureException {
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.originalStringValues().stream().anyMatch(value -> value.startsWith("--"))) {
        throw new FailureException(ExitCode.USAGE, needsValue(option));
      }
    }
  }

  private static String needsValue(OptionSpec option) {
    return "--%s needs a value: --%<s=%s".formatted(name(option), option.paramLabel());
  }

  static String givenTwice(String name) {
    return "--" + name + " is given twice";
  }

  /** The name of an option, without dashes. */
  static String name(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  /** Describes the values that an option accepts, given an invalid one. */
  static String expected(ArgSpec option, String value) {
    if (option.paramLabel().equals("PORT")) {
      return ListenAddress.PORTS;
    }
    Class<?> type = option.auxiliaryTypes()[0];
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == Double.class) {
      return "a number";
    }
    long max = type == Integer.class || type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE;
    return value.matches("[-+]?[0-9]+")
        ? String.format(Locale.ROOT, "a whole number of at most %,d", max)
        : "a whole number";
  }

  /** The names of a parser's options, without dashes. */
  static List<String> names(CommandLine parser) {
    return parser.getCommandSpec().options().stream().map(Arguments::name).toList();
  }

  /**
   * Explains an argument that is not a known option.
   *
   * @param known the names of all options
   * @param own the names of Tidemark's own options
   */
  static String unknown(String arg, Collection<String> known, Collection<String> own) {
    if (!arg.startsWith("--")) {
      return unexpected(arg, own);
    }
    String name = nameOf(arg);
    return "unknown option '--"
        + name
        + "'"
        + DidYouMean.option(name, withHelp(known), withHelp(own), "--");
  }

  private static String unexpected(String arg, Collection<String> own) {
    if (arg.equals("-v") && own.contains("verbose")) {
      return "unknown option '-v'; --verbose shows the runner's log, --version the version";
    }
    // If it was meant as a setting of Kafka, the value may be a password.
    String start = "unexpected argument '" + arg.replaceFirst("(?s)=.*", "=...") + "'";
    Optional<String> pipeline = asPipelineFile(arg).filter(hint -> own.contains("pipeline"));
    if (pipeline.isPresent()) {
      return start + pipeline.get();
    }
    boolean isInput =
        own.contains("input") && arg.matches("[^-=][^=]*[.](json|jsonl|csv|gz|bz2|zst)");
    return start + "; options are written --name=value" + (isInput ? ", as in --input=" + arg : "");
  }

  /** Suggests {@code --pipeline} for an argument that names a pipeline file. */
  public static Optional<String> asPipelineFile(String arg) {
    Predicate<String> isOne = name -> name.matches("[^-].*[.]ya?ml");
    return Optional.of(arg)
        .filter(isOne)
        .or(() -> ShippedFiles.pipelineNamed(arg).map(Path::toString))
        .map(file -> "; did you mean '--pipeline=" + file + "'?");
  }

  private static Collection<String> withHelp(Collection<String> names) {
    List<String> all = new ArrayList<>(names);
    all.addAll(HelpOption.NAMES);
    return all;
  }

  /** The name in {@code --name=value}. */
  static String nameOf(String arg) {
    return arg.replaceFirst("^--", "").replaceFirst("(?s)=.*", "");
  }
}
