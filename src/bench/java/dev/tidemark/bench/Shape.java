package dev.tidemark.bench;

import java.time.Duration;
import java.util.Locale;

/** Readings that are alike but for one property, by which the cost of a run could grow. */
enum Shape {
  TEN_USERS(10, Duration.ofHours(1), 16, 0),
  HUNDRED_THOUSAND_USERS(100_000, Duration.ofHours(1), 16, 0),
  MILLION_USERS(1_000_000, Duration.ofHours(1), 16, 0),
  YEAR(10, Duration.ofDays(365), 16, 0),
  TWENTY_THOUSAND_FILES(10, Duration.ofHours(1), 20_000, 0),
  ONE_LARGE_USER(10, Duration.ofHours(1), 16, 99);

  private final int users;
  private final Duration span;
  private final int files;
  private final int percentOfFirst;

  Shape(int users, Duration span, int files, int percentOfFirst) {
    this.users = users;
    this.span = span;
    this.files = files;
    this.percentOfFirst = percentOfFirst;
  }

  /** How many users share the readings. */
  int users() {
    return users;
  }

  /** Event time from the first reading to the last. */
  Duration span() {
    return span;
  }

  /** How many files the readings are dealt to in turn. */
  int files() {
    return files;
  }

  /** The share of the readings that the first user has on top of an even one, in percent. */
  int percentOfFirst() {
    return percentOfFirst;
  }

  /** How reports call it. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
