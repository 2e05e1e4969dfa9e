package dev.tidemark.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints lines above a last one that is rewritten in place: for a terminal. */
public final class StatusLine extends PrintStream {
  /** Set by a launcher if stderr is a terminal: the number of its columns. */
  private static final String COLUMNS = "tidemark.columns";

  private static final int USUAL_COLUMNS = 80;
  private static final String CLEAR = "\r\u001b[K";

  /** Wide characters, or a window that was made narrower, would make two lines of one. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private final int columns;
  private String status = "";

  StatusLine(PrintStream terminal, int columns) {
    super(terminal, true, StandardCharsets.UTF_8);
    // A terminal that does not know its size has none.
    this.columns = columns < 2 ? USUAL_COLUMNS : columns;
  }

  /** Adds a status line to a log that is a terminal; any other only has its lines escaped. */
  public static PrintStream on(PrintStream log) {
    return log.equals(System.err) && isTerminal()
        ? new StatusLine(log, Integer.getInteger(COLUMNS, USUAL_COLUMNS))
        : TerminalText.escaping(log);
  }

  /** Replaces the status; an empty one removes it. */
  public synchronized void show(String line) {
    String text = TerminalText.escape(line);
    String visible = text.length() < columns ? text : cut(text, columns - 1);
    if (!visible.equals(status)) {
      status = visible;
      print(CLEAR + unwrapped());
      flush();
    }
  }

  /** Not in the middle of a character. */
  private static String cut(String text, int end) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private String unwrapped() {
    return status.isEmpty() ? "" : NO_WRAP + status + WRAP;
  }

  @Override
  public synchronized void println(String line) {
    print(status.isEmpty() ? "" : CLEAR);
    super.println(TerminalText.escape(line));
    print(unwrapped());
    flush();
  }

  private static boolean isTerminal() {
    return System.getProperty(COLUMNS) != null || isTerminalOfLinux();
  }

  private static boolean isTerminalOfLinux() {
    try {
      String stderr = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return stderr.startsWith("/dev/pts/") || stderr.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}
