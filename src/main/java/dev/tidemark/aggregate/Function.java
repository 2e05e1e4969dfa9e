package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions that an aggregate can compute. */
public enum Function {
  COUNT {
    @Override
    Accumulator start(Field field) {
      return new CountAccumulator(field);
    }
  },
  SUM {
    @Override
    Accumulator start(Field field) {
      return new SumAccumulator(field, false);
    }
  },
  MEAN {
    @Override
    Accumulator start(Field field) {
      return new SumAccumulator(field, true);
    }
  },
  MIN {
    @Override
    Accumulator start(Field field) {
      return new ExtremeAccumulator(field, -1);
    }
  },
  MAX {
    @Override
    Accumulator start(Field field) {
      return new ExtremeAccumulator(field, 1);
    }
  },
  /** The distinct values, in the order of the readings that first have them. */
  DISTINCT {
    @Override
    Accumulator start(Field field) {
      return new DistinctAccumulator(field);
    }
  };

  /** A new accumulator over a field. */
  abstract Accumulator start(Field field);

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
