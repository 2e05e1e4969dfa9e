package dev.tidemark.exit;

/** How a command ended, numbered as in BSD's sysexits. */
public enum ExitCode {
  DONE(0),
  /** An option or the pipeline file is wrong. */
  USAGE(64),
  /** The run is done and its output is there, but a post-condition on the data failed. */
  DATA(65),
  NO_INPUT(66),
  PIPELINE_FAILED(70),
  CANNOT_WRITE(74),
  /** Ctrl-C, as shells number it: 128 and the number of SIGINT. */
  INTERRUPTED(130),
  /** The reader of stdout has closed it; the code of a Unix tool that ends by SIGPIPE. */
  READER_GONE(141),
  /** SIGTERM, numbered in the same way. */
  TERMINATED(143);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
