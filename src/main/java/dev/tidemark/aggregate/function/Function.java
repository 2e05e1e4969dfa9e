package dev.tidemark.aggregate.function;

import dev.tidemark.condition.Condition;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/** What an aggregate computes, and from which fields. */
public sealed interface Function extends Serializable {
  /** A new accumulator. */
  Accumulator start();

  /** The type of the result in rows. */
  FieldType resultType();

  /** How many readings there are. */
  record CountAll() implements Function {
    @Override
    public Accumulator start() {
      return new CountAccumulator(Optional.empty());
    }

    @Override
    public FieldType resultType() {
      return FieldType.INT64;
    }
  }

  /** How many readings have a field. */
  record Count(Field field) implements Function {
    @Override
    public Accumulator start() {
      return new CountAccumulator(Optional.of(field));
    }

    @Override
    public FieldType resultType() {
      return FieldType.INT64;
    }
  }

  /** The sum of a number. That of whole numbers may exceed 64 bits. */
  record Sum(Field field) implements Function {
    @Override
    public Accumulator start() {
      return new SumAccumulator(field, false);
    }

    @Override
    public FieldType resultType() {
      return (field.type() == Field.Type.WHOLE ? FieldType.DECIMAL : FieldType.DOUBLE)
          .withNullable(true);
    }
  }

  /** The mean of a number. */
  record Mean(Field field) implements Function {
    @Override
    public Accumulator start() {
      return new SumAccumulator(field, true);
    }

    @Override
    public FieldType resultType() {
      return FieldType.DOUBLE.withNullable(true);
    }
  }

  /** The standard deviation of a number, as that of a sample. */
  record Deviation(Field field) implements Function {
    @Override
    public Accumulator start() {
      return new DeviationAccumulator(field);
    }

    @Override
    public FieldType resultType() {
      return FieldType.DOUBLE.withNullable(true);
    }
  }

  /**
   * The number below which a fraction of the numbers lies.
   *
   * @param fraction from 0 to 1
   */
  record Percentile(Field field, double fraction) implements Function {
    @Override
    public Accumulator start() {
      return new PercentileAccumulator(field, fraction);
    }

    @Override
    public FieldType resultType() {
      return FieldType.DOUBLE.withNullable(true);
    }
  }

  /** The smallest or the largest value. */
  record Extreme(Field field, Side side) implements Function {
    @Override
    public Accumulator start() {
      return new ExtremeAccumulator(field, side);
    }

    @Override
    public FieldType resultType() {
      return RowTypes.of(field).withNullable(true);
    }
  }

  /** The value of a field where another is smallest or largest, first in the total order. */
  record ExtremeBy(Field field, Field by, Side side) implements Function {
    @Override
    public Accumulator start() {
      return new ExtremeByAccumulator(field, by, side);
    }

    @Override
    public FieldType resultType() {
      return RowTypes.of(field).withNullable(true);
    }
  }

  /** The distinct values, in the order of the readings that first have them. */
  record Distinct(Field field) implements Function {
    @Override
    public Accumulator start() {
      return new DistinctAccumulator(field);
    }

    @Override
    public FieldType resultType() {
      return FieldType.array(RowTypes.of(field));
    }
  }

  /** How many distinct values there are. */
  record CountDistinct(Field field) implements Function {
    @Override
    public Accumulator start() {
      return new CountDistinctAccumulator(field);
    }

    @Override
    public FieldType resultType() {
      return FieldType.INT64;
    }
  }

  /** The same as another function, of the readings that meet a condition. */
  record Where(Function function, Condition<Reading> condition) implements Function {
    @Override
    public Accumulator start() {
      return new FilteredAccumulator(function.start(), condition);
    }

    @Override
    public FieldType resultType() {
      return function.resultType();
    }
  }

  /** Which of two values is kept. */
  enum Side {
    SMALLEST,
    LARGEST;

    /** Whether a value that compares so with the one kept so far replaces it. */
    boolean isFurther(int order) {
      return this == SMALLEST ? order < 0 : order > 0;
    }
  }
}
