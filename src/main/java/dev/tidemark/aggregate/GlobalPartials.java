package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/** A bundle's partials by key, for the global window. */
final class GlobalPartials implements Partials {
  private final CombineSpec aggregation;
  private final Map<GroupKey, Partial> partials = new HashMap<>();

  GlobalPartials(CombineSpec aggregation) {
    this.aggregation = aggregation;
  }

  @Override
  public void add(Reading reading, List<? super LateReading> late) {
    partials
        .computeIfAbsent(GroupKey.of(reading, aggregation.groupBy()), key -> aggregation.start())
        .add(reading, aggregation.eventTime());
  }

  @Override
  public void forEach(Visitor visitor) {
    partials.forEach((key, partial) -> visitor.visit(key, GlobalWindow.INSTANCE, partial));
  }
}
