package dev.assay.bench.known;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Runs commands of {@code assay} in this process and reads the JSON that they print. */
final class Commands {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter errors;

  /**
   * @param errors where commands say what went wrong
   */
  Commands(PrintWriter errors) {
    this.errors = errors;
  }

  /** What a command printed, an event a line; lines that are no JSON are left out. */
  List<JsonNode> run(String... command) {
    StringWriter said = new StringWriter();
    Main.run(new PrintWriter(said), errors, command);
    List<JsonNode> events = new ArrayList<>();
    for (String line : said.toString().lines().toList()) {
      if (line.startsWith("{")) {
        events.add(event(line));
      }
    }
    return events;
  }

  private static JsonNode event(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("assay says what is no JSON: " + line, e);
    }
  }
}
