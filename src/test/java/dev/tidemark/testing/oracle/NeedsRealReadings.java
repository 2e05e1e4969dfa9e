package dev.tidemark.testing.oracle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test, with a one-line message, if the real readings are not beside the project. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsRealReadings.Presence.class)
public @interface NeedsRealReadings {
  /** Whether the readings are there. */
  final class Presence implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (RealReadings.exist()) {
        return ConditionEvaluationResult.enabled("the real readings are there");
      }
      String reason =
          "skipped %s.%s: the real readings may not be published with the project, and %s is not there"
              .formatted(
                  context.getRequiredTestClass().getSimpleName(),
                  context.getRequiredTestMethod().getName(),
                  RealReadings.FOLDER);
      System.out.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
