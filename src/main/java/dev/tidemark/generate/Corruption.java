package dev.tidemark.generate;

import dev.tidemark.generate.study.SeededRandom;

/** Kinds of malformed lines; each is made from a well-formed line. */
enum Corruption {
  TRUNCATED {
    @Override
    String corrupt(String line, SeededRandom random) {
      return line.substring(0, 10 + random.below(line.length() - 11));
    }
  },
  NO_USER {
    @Override
    String corrupt(String line, SeededRandom random) {
      return line.replaceFirst("\"User\":\"[a-z]\",", "");
    }
  },
  ARRIVAL_AS_TEXT {
    @Override
    String corrupt(String line, SeededRandom random) {
      return line.replaceFirst("\"Arrival_Time\":([0-9]+)", "\"Arrival_Time\":\"$1 ms\"");
    }
  },
  CREATION_BEYOND_64_BITS {
    @Override
    String corrupt(String line, SeededRandom random) {
      return line.replace("\"Creation_Time\":", "\"Creation_Time\":999");
    }
  },
  NO_CREATION {
    @Override
    String corrupt(String line, SeededRandom random) {
      return line.replaceFirst("\"Creation_Time\":[0-9]+,", "");
    }
  },
  GARBAGE {
    @Override
    String corrupt(String line, SeededRandom random) {
      return "sensor service restarted, " + random.below(1_000) + " readings dropped";
    }
  },
  /** Bytes that UTF-8 does not allow, written as the characters of ISO 8859-1. */
  NOT_UTF8 {
    @Override
    String corrupt(String line, SeededRandom random) {
      return line.substring(0, 60) + "\u00ff\u00fe\u00c3" + line.substring(70, 90);
    }
  };

  /** A line that no reader should accept. */
  abstract String corrupt(String line, SeededRandom random);
}
