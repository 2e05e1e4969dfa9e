package dev.tidemark.aggregate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.model.Reading;
import dev.tidemark.time.EventTime;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a group of readings comes to, so far. Merging gives the same result for every split and
 * order of the readings.
 */
interface Accumulator {
  void add(Reading reading, EventTime eventTime);

  /** Adds what another accumulator of the same aggregate holds, and leaves that as it is. */
  void merge(Accumulator other);

  void writeTo(DataOutputStream out) throws IOException;

  /** Reads what {@link #writeTo} wrote into a new accumulator. */
  void readFrom(DataInputStream in) throws IOException;

  /** Writes the result as a JSON value; null where no reading has the field. */
  void writeResult(JsonGenerator json) throws IOException;
}
