package dev.tidemark.source.stream;

import org.apache.beam.sdk.metrics.Metrics;

/**
 * Reports what the user should know about an input while it is read. A source may run on any
 * executor, and what it can send to the driver is metrics: each report is the name of a counter.
 */
public final class InputReports {
  static final String NAMESPACE = "tidemark.reports";

  private InputReports() {}

  /** Reports something; the user is told once, however often it is reported. */
  public static void report(String what) {
    Metrics.counter(NAMESPACE, what).inc();
  }
}
