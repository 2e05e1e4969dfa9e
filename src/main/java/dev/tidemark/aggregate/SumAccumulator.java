package dev.tidemark.aggregate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.eventtime.EventTime;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The sum of a field, or its mean: the correctly rounded sum divided by the count. */
final class SumAccumulator implements Accumulator {
  private final Field field;
  private final boolean whole;
  private final boolean mean;
  private ExactSum sum = new ExactSum();
  private long count;

  SumAccumulator(Field field, boolean mean) {
    this.field = field;
    this.whole = field.type() == Field.Type.WHOLE;
    this.mean = mean;
  }

  @Override
  public void add(Reading reading, EventTime eventTime) {
    if (!field.isPresent(reading)) {
      return;
    }
    if (whole) {
      sum.add(field.whole(reading));
    } else {
      sum.add(field.real(reading));
    }
    count++;
  }

  @Override
  public void merge(Accumulator other) {
    SumAccumulator that = (SumAccumulator) other;
    sum.add(that.sum);
    count += that.count;
  }

  @Override
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(count);
    sum.writeTo(out);
  }

  @Override
  public void readFrom(DataInput in) throws IOException {
    count = in.readLong();
    sum = ExactSum.readFrom(in);
  }

  @Override
  public void writeResult(JsonGenerator json) throws IOException {
    double real = mean ? sum.value() / count : sum.value();
    if (count == 0 || Double.isInfinite(real)) {
      json.writeNull();
    } else if (whole && !mean) {
      json.writeNumber(sum.wholeValue());
    } else {
      json.writeNumber(real);
    }
  }
}
