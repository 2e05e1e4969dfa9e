package dev.tidemark.testing;

import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.runners.core.InMemoryStateInternals;
import org.apache.beam.runners.core.InMemoryStateInternals.InMemoryState;
import org.apache.beam.runners.core.StateInternals;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.state.GroupingState;
import org.apache.beam.sdk.state.State;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature.StateDeclaration;
import org.apache.beam.sdk.transforms.reflect.DoFnSignature.TimerDeclaration;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** Stands in for a runner, for one bucket of a stateful DoFn, and exposes its state. */
public final class OneBucket<E, B> {
  private static final int BUCKET = 5;

  private final DoFn<KV<Integer, E>, B> doFn;
  private final DoFnInvoker<KV<Integer, E>, B> invoker;
  private final StateInternals cells = InMemoryStateInternals.forKey(BUCKET);
  private final Outputs<B> outputs = new Outputs<>();
  private Optional<KV<Integer, E>> element = Optional.empty();
  private Instant stamp = BoundedWindow.TIMESTAMP_MIN_VALUE;

  public OneBucket(DoFn<KV<Integer, E>, B> doFn) {
    this.doFn = doFn;
    this.invoker = DoFnInvokers.invokerFor(doFn);
  }

  public List<B> outputs() {
    return outputs.kept().stream().map(TimestampedValue::getValue).toList();
  }

  public void process(Instant at, E value) {
    stamp = at;
    element = Optional.of(KV.of(BUCKET, value));
    invoker.invokeProcessElement(new Arguments());
  }

  /** Fires every timer that the DoFn has. */
  public void end() {
    for (TimerDeclaration timer :
        DoFnSignatures.signatureForDoFn(doFn).timerDeclarations().values()) {
      invoker.invokeOnTimer(timer.id(), "", new Arguments());
    }
  }

  /** The content of each state cell by its name, without empty cells. */
  public Map<String, Object> state() {
    Map<String, Object> contents = new TreeMap<>();
    for (String id : DoFnSignatures.signatureForDoFn(doFn).stateDeclarations().keySet()) {
      State cell = cell(id);
      if (cell instanceof ValueState<?> value) {
        Object content = value.read();
        if (content != null) {
          contents.put(id, content);
        }
      } else if (cell instanceof GroupingState<?, ?> bag) {
        if (!Boolean.TRUE.equals(bag.isEmpty().read())) {
          contents.put(id, bag.read());
        }
      } else {
        throw new IllegalStateException("a cell of another kind: " + id);
      }
    }
    return contents;
  }

  /** Encodes and decodes each value in state, as a runner does between two bundles. */
  public void encodeState() {
    for (String id : DoFnSignatures.signatureForDoFn(doFn).stateDeclarations().keySet()) {
      if (cell(id) instanceof ValueState<?> value) {
        encode(value);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> void encode(ValueState<T> value) {
    Object copy = ((InMemoryState<?>) value).copy();
    if (value.read() != null) {
      value.write(((ValueState<T>) copy).read());
    }
  }

  private State cell(String id) {
    StateDeclaration declaration =
        DoFnSignatures.signatureForDoFn(doFn).stateDeclarations().get(id);
    try {
      Field field = declaration.field();
      field.setAccessible(true);
      return cells.state(
          StateNamespaces.global(), StateTags.tagForSpec(id, (StateSpec<?>) field.get(doFn)));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Arguments extends DoFnInvoker.BaseArgumentProvider<KV<Integer, E>, B> {
    @Override
    public KV<Integer, E> element(DoFn<KV<Integer, E>, B> of) {
      return element.orElseThrow();
    }

    @Override
    public Instant timestamp(DoFn<KV<Integer, E>, B> of) {
      return stamp;
    }

    @Override
    public BoundedWindow window() {
      return GlobalWindow.INSTANCE;
    }

    @Override
    public State state(String id, boolean alwaysFetched) {
      return cell(id);
    }

    @Override
    public Timer timer(String id) {
      // Ignores its settings: end() fires it.
      return (Timer)
          Proxy.newProxyInstance(
              Timer.class.getClassLoader(),
              new Class<?>[] {Timer.class},
              (timer, method, arguments) ->
                  method.getReturnType().equals(Timer.class) ? timer : null);
    }

    @Override
    public OutputReceiver<B> outputReceiver(DoFn<KV<Integer, E>, B> of) {
      return outputs;
    }

    @Override
    public String getErrorContext() {
      return OneBucket.class.getSimpleName();
    }
  }
}
