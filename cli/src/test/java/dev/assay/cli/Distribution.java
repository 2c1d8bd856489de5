package dev.assay.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The finished distribution, as a process of its own. */
final class Distribution {
  private Distribution() {}

  /**
   * The command line of {@code assay} with some words.
   *
   * @param cache where it keeps what it fetches and finds out
   */
  static List<String> command(Path cache, List<String> words) {
    String home = System.getProperty("assay.home");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dassay.home=" + home,
                "-Dassay.cache=" + cache,
                "-cp",
                Path.of(home, "lib", "*").toString(),
                Main.class.getName()));
    command.addAll(words);
    return command;
  }
}
