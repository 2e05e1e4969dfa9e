package dev.tidemark.run;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done when the process is told to end (SIGTERM, SIGINT). A signal handler and no shutdown
 * hook, as Spark would stop in a hook of its own beside it. The JDK's handler is asked by
 * reflection: it is there in every JDK, but the compiler warns of each use.
 */
final class Termination implements AutoCloseable {
  private static final List<String> SIGNALS = List.of("TERM", "INT");

  private final Map<String, Object> handlersBefore = new HashMap<>();

  private Termination() {}

  /** Does something instead of ending, until closed; a second signal ends the process. */
  static Termination does(Runnable action) {
    try {
      Termination termination = new Termination();
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object acting =
          Proxy.newProxyInstance(
              Termination.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  termination.close();
                  action.run();
                }
                return method.getName().equals("equals") ? proxy == arguments[0] : null;
              });
      for (String signal : SIGNALS) {
        termination.handlersBefore.put(signal, handle(signal, acting));
      }
      return termination;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no signal handlers", e);
    }
  }

  @Override
  public void close() {
    try {
      for (Map.Entry<String, Object> before : handlersBefore.entrySet()) {
        handle(before.getKey(), before.getValue());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("what could be set can be set back", e);
    }
  }

  private static Object handle(String name, Object handler) throws ReflectiveOperationException {
    Class<?> signals = Class.forName("sun.misc.Signal");
    Object signal = signals.getConstructor(String.class).newInstance(name);
    return signals
        .getMethod("handle", signals, Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal, handler);
  }
}
