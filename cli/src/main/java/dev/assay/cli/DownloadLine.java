package dev.assay.cli;

import dev.assay.backends.install.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells a person what an installation fetches: on a terminal in one line that is written over, else
 * in a line for each file that has come.
 */
final class DownloadLine implements Progress, AutoCloseable {
  /** How many bytes come between two rewritings of the line. */
  private static final long STEP = 1 << 20;

  private final PrintWriter err;
  private final boolean terminal = Boolean.getBoolean("assay.terminal");
  private final Map<String, Long> bytes = new TreeMap<>();
  private long told;
  private boolean open;

  DownloadLine(PrintWriter err) {
    this.err = err;
  }

  @Override
  public synchronized void says(String line) {
    close();
    err.println(line);
    err.flush();
  }

  @Override
  public synchronized void fetched(String what, long some, long all) {
    boolean whole = some == all && !Long.valueOf(all).equals(bytes.put(what, some));
    bytes.put(what, some);
    if (!terminal) {
      if (whole) {
        says("fetched " + what + ", " + megabytes(all));
      }
      return;
    }
    long sum = bytes.values().stream().mapToLong(b -> b).sum();
    if (whole || sum >= told + STEP) {
      told = sum;
      open = true;
      err.print(
          "\r\u001b[2Kfetching "
              + megabytes(sum)
              + "  "
              + what
              + (all > 0 ? " " + 100 * some / all + " %" : ""));
      err.flush();
    }
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** Clears the line. */
  @Override
  public synchronized void close() {
    if (open) {
      err.print("\r\u001b[2K");
      err.flush();
      open = false;
    }
  }
}
