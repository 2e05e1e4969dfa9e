package dev.tidemark.testing;

import java.util.Properties;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives each test class the system properties that its JVM was started with. JUnit finds it by
 * itself: test classes share a JVM, and a runner profile's {@code spark.*} settings are system
 * properties.
 */
public final class RestoredSystemProperties implements BeforeAllCallback, AfterAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(RestoredSystemProperties.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(NAMESPACE).put("before", System.getProperties().clone());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    System.setProperties(context.getStore(NAMESPACE).get("before", Properties.class));
  }
}
