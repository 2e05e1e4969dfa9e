package dev.tidemark.bench;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Locale;

/** How one run of a contender ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ended")
@JsonSubTypes({
  @JsonSubTypes.Type(Ending.Done.class),
  @JsonSubTypes.Type(Ending.NotDone.class),
  @JsonSubTypes.Type(Ending.Failed.class)
})
sealed interface Ending {
  /** It ended and wrote its rows. */
  @JsonTypeName("done")
  record Done(Usage usage) implements Ending {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.1f s wall, %.1f s CPU, %d MiB",
          usage.wallMs() / 1e3,
          usage.cpuMs() / 1e3,
          usage.peakKib() / 1024);
    }
  }

  /** It was stopped at the limit. */
  @JsonTypeName("stopped")
  record NotDone(long seconds, long cpuMs) implements Ending {
    @Override
    public String toString() {
      return "not done after " + seconds + " s (" + cpuMs / 1_000 + " s CPU)";
    }
  }

  /** It ended by itself with a code that is not 0. */
  @JsonTypeName("failed")
  record Failed(int code, long wallMs) implements Ending {
    @Override
    public String toString() {
      return "failed with " + code + " after " + wallMs / 1_000 + " s";
    }
  }
}
