package dev.tidemark.cli.options;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.runner.OptionRules;
import dev.tidemark.runner.Runners;
import dev.tidemark.storage.HadoopFileSystems;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import org.apache.beam.sdk.util.Secret;
import picocli.CommandLine;

/** Parses the options that are not Tidemark's own into those of Beam and its runner. */
public final class RunnerOptions {
  private static final String RUNNER_HINT =
      " (each runner is on the class path of its own Maven profile: -Pdirect, -Pspark)";

  private static final String RUNNERS = "org.apache.beam.runners.";

  /** Beam's options that have an effect on every runner that Tidemark knows. */
  private static final Set<String> EVERYWHERE =
      Set.of("runner", "experiments", "gbek", "hdfsConfiguration", "stableUniqueNames");

  /** Beam's options that Tidemark sets on every runner. */
  private static final Map<String, String> SET_BY_TIDEMARK =
      Map.of(
          "streaming",
          "follows from --mode; leave it out",
          "jobName",
          "is the name of the pipeline file; leave it out");

  private static final Pattern MAY_HOLD_SECRET =
      Pattern.compile(
          "(?i)^--[^=]*(secret|password|credential|token|key)[^=]*=|^--[^=]*=\\s*[\\[{]");

  /** How Jackson, which Beam leaves most values to, says that one has the wrong type. */
  private static final Pattern WRONG_TYPE =
      Pattern.compile(
          "Cannot deserialize value of type `[^`]+` from String \".*?\": (.+)", Pattern.DOTALL);

  private RunnerOptions() {}

  /**
   * Parses {@code --name=value} options; of an option that takes one value, the last one counts.
   *
   * @param defaults values of options that are not given; ignored where no runner knows the option
   * @param profile has the engine's properties, some of which configure Hadoop's file systems
   * @throws FailureException if Beam does not know one, or cannot use its value
   */
  public static PipelineOptions parse(
      List<String> args, Map<String, String> defaults, RunnerProfile profile)
      throws FailureException {
    Set<String> known = names();
    Map<String, List<String>> strongest = new LinkedHashMap<>();
    defaults.forEach(
        (name, value) -> {
          if (known.contains(name)) {
            strongest.put(name, List.of("--" + name + "=" + value));
          }
        });
    List<String> problems = new ArrayList<>();
    for (String arg : args) {
      String name = Arguments.nameOf(arg);
      if (!arg.startsWith("--") || !known.contains(name)) {
        problems.add(Arguments.unknown(arg, withOwnNames(known), ownNames()));
      }
      if (takesOneValue(name)) {
        strongest.put(name, List.of(arg));
      } else {
        strongest.computeIfAbsent(name, list -> new ArrayList<>()).add(arg);
      }
    }
    if (!problems.isEmpty()) {
      throw new FailureException(ExitCode.USAGE, problems, null);
    }
    Runners.optionRules()
        .flatMap(rules -> rules.fixed().entrySet().stream())
        .filter(option -> known.contains(option.getKey()))
        .forEach(
            option ->
                strongest.put(
                    option.getKey(), List.of("--" + option.getKey() + "=" + option.getValue())));
    try {
      PipelineOptions options =
          PipelineOptionsFactory.fromArgs(all(strongest).toArray(String[]::new)).create();
      checkSecret(options);
      HadoopFileSystems.configure(options, Runners.hadoopProperties(profile.engineProperties()));
      return options;
    } catch (IllegalArgumentException e) {
      boolean isSecret =
          all(strongest).stream().anyMatch(arg -> MAY_HOLD_SECRET.matcher(arg).find());
      throw new FailureException(
          ExitCode.USAGE, wrongValues(all(strongest), e), isSecret ? null : e);
    }
  }

  /** Beam itself parses this secret only at the pipeline's first shuffle. */
  private static void checkSecret(PipelineOptions options) throws FailureException {
    if (options.getGbek() == null) {
      return;
    }
    try {
      Secret.parseSecretOption(options.getGbek());
    } catch (RuntimeException e) {
      throw new FailureException(
          ExitCode.USAGE,
          List.of(
              "--gbek: the value must be of the form 'type:TYPE;NAME:VALUE;...', as Beam documents"
                  + " it; it is not shown, as it may hold a secret"),
          null);
    }
  }

  /** Why Beam refuses an option, given as {@code --name=value}; empty if it does not. */
  static Optional<String> wrongValue(String name, String arg) {
    try {
      PipelineOptionsFactory.fromArgs(arg).create();
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(firstLine(e) + (name.equals("runner") ? RUNNER_HINT : ""));
    }
  }

  static Set<String> withOwnNames(Set<String> runnerNames) {
    Set<String> all = new TreeSet<>(runnerNames);
    all.addAll(ownNames());
    return all;
  }

  /** The names of Tidemark's own options. */
  static List<String> ownNames() {
    return Arguments.names(new CommandLine(new RunOptions()));
  }

  /** Hides values that are structured or may be secret, and Beam's message about them. */
  private static String problem(String arg, String reason) {
    String name = "--" + Arguments.nameOf(arg);
    return MAY_HOLD_SECRET.matcher(arg).find()
        ? name
            + ": the value is not of the form that this option takes, such as JSON; it is not"
            + " shown, as it may hold a password"
        : arg + ": " + reason;
  }

  /** Tries each option alone, as Beam's message does not name the wrong one. */
  private static List<String> wrongValues(List<String> args, IllegalArgumentException together) {
    List<String> problems = new ArrayList<>();
    args.forEach(
        arg ->
            wrongValue(Arguments.nameOf(arg), arg)
                .ifPresent(reason -> problems.add(problem(arg, reason))));
    return problems.isEmpty() ? List.of(firstLine(together)) : problems;
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    Matcher wrongType = WRONG_TYPE.matcher(message);
    String reason = wrongType.find() ? wrongType.group(1).replace("java.lang.", "") : message;
    return reason.lines().findFirst().orElse("");
  }

  /** The names of all options on the class path. */
  static Set<String> names() {
    return setters().keySet();
  }

  /** Whether an option on the class path takes one value, and not a list. */
  static boolean takesOneValue(String name) {
    Optional<Class<?>> type = Optional.ofNullable(setters().get(name)).map(RunnerOptions::typeSet);
    return type.filter(it -> !it.isArray() && !Collection.class.isAssignableFrom(it)).isPresent();
  }

  /**
   * Explains why an option has no effect in this run.
   *
   * @param runner the chosen one
   */
  static Optional<OptionError> misplaced(String name, Class<?> runner) {
    Optional<Method> setter = Optional.ofNullable(setters().get(name));
    if (setter.isEmpty() || EVERYWHERE.contains(name)) {
      return Optional.empty();
    }
    Optional<String> reserved = reserved(name);
    if (reserved.isPresent()) {
      return Optional.of(new OptionError(name, reserved.get()));
    }
    return engine(setter.get().getDeclaringClass()).equals(engine(runner))
            || isAlsoRead(name, runner)
        ? Optional.empty()
        : Optional.of(
            new OptionError(name, "does nothing on " + runner.getSimpleName() + "; leave it out"));
  }

  /** The message for an option that Tidemark sets itself. */
  private static Optional<String> reserved(String name) {
    return Stream.concat(
            Stream.of(SET_BY_TIDEMARK), Runners.optionRules().map(OptionRules::reserved))
        .flatMap(reserved -> Optional.ofNullable(reserved.get(name)).stream())
        .findFirst();
  }

  /** Whether a runner reads an option that is declared elsewhere. */
  private static boolean isAlsoRead(String name, Class<?> runner) {
    return Runners.named(runner.getSimpleName())
        .filter(adapter -> adapter.optionRules().alsoRead().contains(name))
        .isPresent();
  }

  /** Which of Beam's runners a class belongs to; empty for none. */
  private static String engine(Class<?> type) {
    String name = type.getName();
    return name.startsWith(RUNNERS)
        ? name.substring(RUNNERS.length()).replaceFirst("[.].*", "")
        : "";
  }

  /** The setters of all option interfaces on the class path, by the options' names. */
  private static Map<String, Method> setters() {
    Map<String, Method> setters = new TreeMap<>();
    addSetters(PipelineOptions.class, setters);
    for (PipelineOptionsRegistrar registrar : ServiceLoader.load(PipelineOptionsRegistrar.class)) {
      registrar.getPipelineOptions().forEach(options -> addSetters(options, setters));
    }
    return setters;
  }

  private static void addSetters(Class<?> options, Map<String, Method> setters) {
    for (Method method : options.getMethods()) {
      String name = method.getName();
      if (name.startsWith("set") && name.length() > 3 && method.getParameterCount() == 1) {
        setters.put(name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4), method);
      }
    }
  }

  private static Class<?> typeSet(Method setter) {
    return setter.getParameterTypes()[0];
  }

  private static List<String> all(Map<String, List<String>> args) {
    return args.values().stream().flatMap(List::stream).toList();
  }
}
