package dev.tidemark.source.stream;

import dev.tidemark.model.reading.Buckets;
import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.util.List;

/**
 * A key by which a step keeps windows open.
 *
 * @param fields of the source's readings; none if the key is computed from them
 * @param isComputed whether it is
 * @param hasDelays whether the step emits some time after a reading, whatever the watermark
 */
public record WindowKey(List<Field> fields, boolean isComputed, boolean hasDelays)
    implements Serializable {

  /** A key of fields that the source reads. */
  public static WindowKey of(List<Field> fields, boolean hasDelays) {
    return new WindowKey(fields, false, hasDelays);
  }

  /** A key that a step computes. */
  public static WindowKey computed(boolean hasDelays) {
    return new WindowKey(List.of(), true, hasDelays);
  }

  String name() {
    return isComputed ? Buckets.ANY_KEY : Buckets.nameOf(fields);
  }
}
