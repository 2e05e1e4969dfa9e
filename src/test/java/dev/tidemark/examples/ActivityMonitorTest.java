package dev.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.pipeline.AnyOptions;
import dev.tidemark.pipeline.PipelineFile;
import dev.tidemark.pipeline.PipelineSpec;
import dev.tidemark.testing.ShippedPipelines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.Pipeline.PipelineVisitor;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityMonitorTest {
  @TempDir private Path folder;

  @Test
  void hasTheStepsOfThePipelineFile() throws Exception {
    PipelineSpec file = PipelineFile.read("pipelines/activity-monitor.yaml", new AnyOptions());
    List<String> steps = new ArrayList<>(file.transformNames());
    steps.removeIf(name -> name.startsWith("Write"));
    Pipeline pipeline = Pipeline.create();

    ActivityMonitor.addTo(pipeline, ShippedPipelines.sample().get(0).toString(), folder.toString());

    assertThat(steps).hasSize(7);
    assertThat(transformsOf(pipeline)).containsSubsequence(steps.subList(0, 4)).containsAll(steps);
  }

  private static List<String> transformsOf(Pipeline pipeline) {
    List<String> names = new ArrayList<>();
    pipeline.traverseTopologically(
        new PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            if (node.isRootNode()) {
              return CompositeBehavior.ENTER_TRANSFORM;
            }
            names.add(node.getFullName());
            return CompositeBehavior.DO_NOT_ENTER_TRANSFORM;
          }
        });
    return names;
  }
}
