package dev.assay.cli;

/** New seeds, for commands that are given none. */
final class Seeds {
  private static final long MOST = 1_000_000_000L;

  private Seeds() {}

  /** A seed that is short enough to be told to a colleague. */
  static long fresh() {
    return Math.floorMod(
        System.nanoTime() ^ System.currentTimeMillis() * 0x9E3779B97F4A7C15L, MOST);
  }
}
