package dev.tidemark.run;

import java.lang.reflect.Proxy;

/**
 * What is done when the process is told to end (SIGTERM). A signal handler and no shutdown hook, as
 * Spark would stop in a hook of its own beside it. The JDK's handler is asked by reflection: it is
 * there in every JDK, but the compiler warns of each use.
 */
final class Termination implements AutoCloseable {
  private final Object handlerBefore;

  private Termination(Object handlerBefore) {
    this.handlerBefore = handlerBefore;
  }

  /** Does something instead of ending, until closed. */
  static Termination does(Runnable action) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object acting =
          Proxy.newProxyInstance(
              Termination.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return method.getName().equals("equals") ? proxy == arguments[0] : null;
              });
      return new Termination(handle(acting));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no signal handlers", e);
    }
  }

  @Override
  public void close() {
    try {
      handle(handlerBefore);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("what could be set can be set back", e);
    }
  }

  private static Object handle(Object handler) throws ReflectiveOperationException {
    Class<?> signals = Class.forName("sun.misc.Signal");
    Object term = signals.getConstructor(String.class).newInstance("TERM");
    return signals
        .getMethod("handle", signals, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, term, handler);
  }
}
