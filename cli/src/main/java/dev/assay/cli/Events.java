package dev.assay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints events as JSON, one object a line. */
final class Events {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final PrintWriter out;

  Events(PrintWriter out) {
    this.out = out;
  }

  /** Prints an event; facts are names and values in turn. */
  void print(String event, Object... facts) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("event", event);
    for (int k = 0; k < facts.length; k += 2) {
      object.put((String) facts[k], facts[k + 1]);
    }
    try {
      String line = JSON.writeValueAsString(object);
      synchronized (out) {
        out.println(line);
        out.flush();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is no JSON: " + object, e);
    }
  }

  /** A number with a few digits, for people who read the lines. */
  static double rounded(double x) {
    return Math.rint(x * 1000) / 1000;
  }
}
