package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import dev.tidemark.row.RowTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema.FieldType;

/** The functions that an aggregate can compute. */
public enum Function {
  COUNT {
    @Override
    Accumulator start(Field field) {
      return new CountAccumulator(field);
    }

    @Override
    FieldType resultType(Field field) {
      return FieldType.INT64;
    }
  },
  SUM {
    @Override
    Accumulator start(Field field) {
      return new SumAccumulator(field, false);
    }

    @Override
    FieldType resultType(Field field) {
      return (field.type() == Field.Type.WHOLE ? FieldType.DECIMAL : FieldType.DOUBLE)
          .withNullable(true);
    }
  },
  MEAN {
    @Override
    Accumulator start(Field field) {
      return new SumAccumulator(field, true);
    }

    @Override
    FieldType resultType(Field field) {
      return FieldType.DOUBLE.withNullable(true);
    }
  },
  MIN {
    @Override
    Accumulator start(Field field) {
      return new ExtremeAccumulator(field, -1);
    }

    @Override
    FieldType resultType(Field field) {
      return RowTypes.of(field).withNullable(true);
    }
  },
  MAX {
    @Override
    Accumulator start(Field field) {
      return new ExtremeAccumulator(field, 1);
    }

    @Override
    FieldType resultType(Field field) {
      return RowTypes.of(field).withNullable(true);
    }
  },
  /** The distinct values, in the order of the readings that first have them. */
  DISTINCT {
    @Override
    Accumulator start(Field field) {
      return new DistinctAccumulator(field);
    }

    @Override
    FieldType resultType(Field field) {
      return FieldType.array(RowTypes.of(field));
    }
  };

  /** A new accumulator over a field. */
  abstract Accumulator start(Field field);

  /** The type of the result in rows. A sum of whole numbers may exceed 64 bits. */
  abstract FieldType resultType(Field field);

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
