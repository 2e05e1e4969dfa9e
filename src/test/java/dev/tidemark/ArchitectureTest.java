package dev.tidemark;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tidemark.condition.Condition;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.runner.RunnerAdapter;
import org.apache.beam.sdk.io.Source;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Which package may depend on which, as {@code CONTRIBUTING.md} says. */
@AnalyzeClasses(packages = "dev.tidemark", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String BEAM = "org.apache.beam..";

  @ArchTest
  static final ArchRule MODEL_KNOWS_NOTHING_BUT_SCHEMA =
      noClasses()
          .that()
          .resideInAPackage("dev.tidemark.model..")
          .should()
          .dependOnClassesThat(
              describe(
                  "are ours outside model and schema",
                  type ->
                      type.getPackageName().startsWith("dev.tidemark")
                          && !type.getPackageName().startsWith("dev.tidemark.model")
                          && !type.getPackageName().startsWith("dev.tidemark.schema")));

  @ArchTest
  static final ArchRule SCHEMA_KNOWS_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage("dev.tidemark.schema..")
          .should()
          .dependOnClassesThat(
              describe(
                  "are ours outside schema",
                  type ->
                      type.getPackageName().startsWith("dev.tidemark")
                          && !type.getPackageName().startsWith("dev.tidemark.schema")));

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.tidemark.(**)").should().beFreeOfCycles();

  /** From the command line down to the exit code. */
  @ArchTest
  static final ArchRule A_RUN_IS_IN_LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("command line")
          .definedBy("dev.tidemark.cli..")
          .layer("run")
          .definedBy("dev.tidemark.job..", "dev.tidemark.feed..")
          .layer("progress")
          .definedBy("dev.tidemark.progress..")
          .layer("report")
          .definedBy("dev.tidemark.report..")
          .layer("serve")
          .definedBy("dev.tidemark.serve..")
          .layer("diff")
          .definedBy("dev.tidemark.diff..")
          .layer("runner")
          .definedBy("dev.tidemark.runner..")
          .layer("output")
          .definedBy("dev.tidemark.output..")
          .layer("pipeline")
          .definedBy("dev.tidemark.pipeline..")
          .layer("process")
          .definedBy("dev.tidemark.process..", "dev.tidemark.terminal..")
          .layer("storage")
          .definedBy("dev.tidemark.storage..")
          .layer("exit")
          .definedBy("dev.tidemark.exit..")
          .whereLayer("command line")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("run")
          .mayOnlyBeAccessedByLayers("command line")
          .whereLayer("progress")
          .mayOnlyBeAccessedByLayers("run")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("command line", "run", "serve")
          .whereLayer("serve")
          .mayOnlyBeAccessedByLayers("command line", "run")
          .whereLayer("diff")
          .mayOnlyBeAccessedByLayers("command line")
          .whereLayer("runner")
          .mayOnlyBeAccessedByLayers("command line", "run", "progress")
          .whereLayer("output")
          .mayOnlyBeAccessedByLayers("command line", "run", "progress", "report", "diff")
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("command line", "run", "output")
          .whereLayer("process")
          .mayOnlyBeAccessedByLayers("command line", "run", "progress", "runner", "output")
          .whereLayer("storage")
          .mayOnlyBeAccessedByLayers(
              "command line", "run", "progress", "report", "serve", "diff", "runner", "output");

  @ArchTest
  static final ArchRule PICOCLI_IS_KNOWN_TO_THE_COMMAND_LINE_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tidemark.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule MODEL_KNOWS_BEAM_ONLY_IN_ITS_CODERS =
      noClasses()
          .that()
          .resideInAPackage("dev.tidemark.model..")
          .and(are("no coders", type -> !outermost(type).getSimpleName().endsWith("Coder")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BEAM);

  /** But for the rows that they emit, which are values. */
  @ArchTest
  static final ArchRule STATE_MACHINES_KNOW_ROWS_AND_NOTHING_ELSE_OF_BEAM =
      noClasses()
          .that(are("state machines", type -> outermost(type).isAssignableTo(StateMachine.class)))
          .or()
          .areAssignableTo(StateMachine.class)
          .should()
          .dependOnClassesThat(
              describe(
                  "are Beam's and no rows",
                  type ->
                      type.getPackageName().startsWith("org.apache.beam")
                          && !outermost(type).isEquivalentTo(Row.class)
                          && !outermost(type).isEquivalentTo(Schema.class)));

  @ArchTest
  static final ArchRule CONDITIONS_ARE_FREE_OF_BEAM = freeOfBeam(Condition.class.getName());

  @ArchTest
  static final ArchRule ACCUMULATORS_ARE_FREE_OF_BEAM =
      freeOfBeam("dev.tidemark.aggregate.function.Accumulator");

  @ArchTest
  static final ArchRule WHAT_CONDITIONS_ARE_PARSED_FROM_IS_FREE_OF_BEAM =
      noClasses()
          .that()
          .resideInAPackage("dev.tidemark.condition..")
          .and(are("not about rows", type -> !outermost(type).getSimpleName().equals("RowFields")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BEAM);

  @ArchTest
  static final ArchRule OPTIONS_ARE_FOR_THOSE_WHO_RUN =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.tidemark.cli..",
              "dev.tidemark.examples..",
              "dev.tidemark.job..",
              "dev.tidemark.runner..",
              "dev.tidemark.output..",
              "dev.tidemark.storage..",
              "dev.tidemark.pipeline..")
          .and(are("no sources", type -> !outermost(type).isAssignableTo(Source.class)))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(PipelineOptions.class);

  @ArchTest
  static final ArchRule SOURCES_ARE_TOGETHER =
      classes()
          .that()
          .areAssignableTo(Source.class)
          .should()
          .resideInAnyPackage("dev.tidemark.source..", "dev.tidemark.runner.spark..");

  /** {@code EveryMachineTest} looks for them there. */
  @ArchTest
  static final ArchRule STATE_MACHINES_ARE_TOGETHER =
      classes()
          .that()
          .areAssignableTo(StateMachine.class)
          .should()
          .resideInAnyPackage("dev.tidemark.machine", "dev.tidemark.ordered");

  @ArchTest
  static final ArchRule RUNNERS_AND_SPARK_ARE_KNOWN_IN_RUNNER_ALONE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tidemark.runner..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.beam.runners..", "scala..");

  @ArchTest
  static final ArchRule ANOTHER_PACKAGE_MEETS_A_RUNNER_THROUGH_THE_INTERFACE =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tidemark.runner.direct..", "dev.tidemark.runner.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.tidemark.runner.direct..", "dev.tidemark.runner.spark..");

  /** Adapters are loaded on every class path, also where their runner is missing. */
  @ArchTest
  static final ArchRule ADAPTERS_DEPEND_ON_NO_RUNNER =
      noClasses()
          .that()
          .areAssignableTo(RunnerAdapter.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.beam.runners..", "scala..");

  /** A class of the kind, with what is nested in it. */
  private static ArchRule freeOfBeam(String kind) {
    return noClasses()
        .that(are("of kind " + kind, type -> outermost(type).isAssignableTo(kind)))
        .or()
        .areAssignableTo(kind)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BEAM);
  }

  private static DescribedPredicate<JavaClass> are(
      String what, java.util.function.Predicate<JavaClass> predicate) {
    return describe("are " + what, predicate);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
  }
}
