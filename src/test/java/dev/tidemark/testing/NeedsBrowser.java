package dev.tidemark.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test class, with a one-line message, if this machine has no Chromium to drive. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsBrowser.Presence.class)
public @interface NeedsBrowser {
  /** Whether Chromium and its driver are there. */
  final class Presence implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (Browser.isThere()) {
        return ConditionEvaluationResult.enabled("there is a browser");
      }
      String reason =
          "skipped %s: chromium and chromedriver are not on the PATH; see CONTRIBUTING.md"
              .formatted(context.getRequiredTestClass().getSimpleName());
      System.out.println(reason);
      return ConditionEvaluationResult.disabled(reason);
    }
  }
}
