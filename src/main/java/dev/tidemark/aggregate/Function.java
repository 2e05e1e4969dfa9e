package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a group of readings can be summed up by. */
public enum Function {
  COUNT {
    @Override
    Accumulator start(Optional<Field> field) {
      return new CountAccumulator(field);
    }
  },
  SUM {
    @Override
    Accumulator start(Optional<Field> field) {
      return new SumAccumulator(field.orElseThrow(), false);
    }
  },
  MEAN {
    @Override
    Accumulator start(Optional<Field> field) {
      return new SumAccumulator(field.orElseThrow(), true);
    }
  },
  MIN {
    @Override
    Accumulator start(Optional<Field> field) {
      return new ExtremeAccumulator(field.orElseThrow(), -1);
    }
  },
  MAX {
    @Override
    Accumulator start(Optional<Field> field) {
      return new ExtremeAccumulator(field.orElseThrow(), 1);
    }
  },
  /** The distinct values in the order in which event time first shows them. */
  DISTINCT {
    @Override
    Accumulator start(Optional<Field> field) {
      return new DistinctAccumulator(field.orElseThrow());
    }
  };

  /** A new accumulator; only {@link #COUNT} does without a field. */
  abstract Accumulator start(Optional<Field> field);

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean needsField() {
    return this != COUNT;
  }

  public boolean needsNumber() {
    return this == SUM || this == MEAN;
  }

  public static Optional<Function> byLabel(String label) {
    return Arrays.stream(values()).filter(fn -> fn.label().equals(label)).findFirst();
  }

  public static List<String> labels() {
    return Arrays.stream(values()).map(Function::label).toList();
  }
}
