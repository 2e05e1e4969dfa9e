package dev.tidemark.lateness;

import dev.tidemark.model.DelayCounts;
import dev.tidemark.model.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of all steps that judge how late readings are. */
public record LatenessReport(List<JudgedStep> steps, ChosenSettings chosen) {
  /** The tables in lines, given what was traced of the readings. */
  public List<String> lines(List<TraceEvent> traced) {
    Map<String, DelayCounts> counts = new HashMap<>();
    for (TraceEvent event : traced) {
      if (event instanceof TraceEvent.Delays delays) {
        counts.merge(delays.step(), delays.counts(), DelayCounts::plus);
      }
    }
    List<String> lines = new ArrayList<>();
    for (JudgedStep step : steps) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      DelayCounts ofStep = counts.getOrDefault(step.name(), DelayCounts.NONE);
      lines.addAll(new LatenessTable(step, ofStep, chosen).lines());
    }
    return lines;
  }
}
