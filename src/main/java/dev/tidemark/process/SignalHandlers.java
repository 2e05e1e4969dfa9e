package dev.tidemark.process;

import dev.tidemark.exit.ExitCode;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Handles SIGTERM and SIGINT. Signal handlers are used and not a shutdown hook, since Spark stops
 * in a hook of its own at the same time. The JDK's class is used by reflection: every JDK has it,
 * but the compiler warns of each use.
 */
public final class SignalHandlers implements AutoCloseable {
  private static final Map<String, ExitCode> SIGNALS =
      Map.of("TERM", ExitCode.TERMINATED, "INT", ExitCode.INTERRUPTED);

  private final Map<String, Object> handlersBefore = new HashMap<>();

  private SignalHandlers() {}

  /**
   * Handles the first signal by an action instead of the end of the process, until closed. A second
   * signal ends the process.
   *
   * @param action receives the exit code of a process that the signal ends
   */
  public static SignalHandlers install(Consumer<ExitCode> action) {
    try {
      SignalHandlers handlers = new SignalHandlers();
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      for (Map.Entry<String, ExitCode> signal : SIGNALS.entrySet()) {
        Object acting =
            Proxy.newProxyInstance(
                SignalHandlers.class.getClassLoader(),
                new Class<?>[] {handler},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("handle")) {
                    handlers.close();
                    action.accept(signal.getValue());
                  }
                  return method.getName().equals("equals") ? proxy == arguments[0] : null;
                });
        handlers.handlersBefore.put(signal.getKey(), handle(signal.getKey(), acting));
      }
      return handlers;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no signal handlers", e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      for (Map.Entry<String, Object> before : handlersBefore.entrySet()) {
        handle(before.getKey(), before.getValue());
      }
      handlersBefore.clear();
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
