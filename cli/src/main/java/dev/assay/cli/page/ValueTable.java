package dev.assay.cli.page;

import static dev.assay.cli.picture.Markup.text;

import dev.assay.cli.report.Numeral;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The outputs of a model element by element: what is expected, and what each backend gave. */
final class ValueTable {
  /** So many elements of an output are shown, those that are wrong first. */
  private static final int SHOWN = 8;

  private ValueTable() {}

  /**
   * A table for each output that some backend got wrong.
   *
   * @param got outputs by backend
   */
  static String of(GraphReading reading, Map<String, List<Tensor>> got) {
    StringBuilder tables = new StringBuilder();
    List<Value> outputs = reading.graph().outputs();
    for (int o = 0; o < outputs.size(); o++) {
      String name = outputs.get(o).name();
      if (reading.datum(name) instanceof Tensor value && reading.isSpecified(name)) {
        Output output = new Output(name, value, reading.enclosure(name), of(got, o));
        if (output.isWrong()) {
          tables.append(output.table());
        }
      }
    }
    return tables.toString();
  }

  private static Map<String, Tensor> of(Map<String, List<Tensor>> got, int output) {
    Map<String, Tensor> column = new LinkedHashMap<>();
    got.forEach(
        (backend, outputs) -> {
          if (output < outputs.size()) {
            column.put(backend, outputs.get(output));
          }
        });
    return column;
  }

  /** One output. */
  private record Output(String name, Tensor value, Enclosure may, Map<String, Tensor> got) {

    boolean isWrong() {
      return got.values().stream().anyMatch(t -> !isAlike(t) || !wrong(t).isEmpty());
    }

    private boolean isAlike(Tensor t) {
      return t.type() == value.type() && Arrays.equals(t.shape(), value.shape());
    }

    /** The elements that a backend got wrong. */
    private List<Integer> wrong(Tensor t) {
      return IntStream.range(0, value.size()).filter(k -> !may.holds(t, k)).boxed().toList();
    }

    String table() {
      StringBuilder table =
          new StringBuilder("<div class=\"wide\"><table class=\"values\">\n<tr><th>")
              .append(text(name + ": " + TensorType.of(value)))
              .append("</th><th>expected</th><th>may be</th>");
      got.keySet().forEach(b -> table.append("<th>").append(text(b)).append("</th>"));
      table.append("</tr>\n");
      shown().forEach(k -> row(table, k));
      foot(table);
      return table.append("</table></div>\n").toString();
    }

    private List<Integer> shown() {
      List<Integer> shown = new ArrayList<>();
      got.values().stream()
          .filter(this::isAlike)
          .flatMap(t -> wrong(t).stream())
          .distinct()
          .sorted()
          .limit(SHOWN)
          .forEach(shown::add);
      if (shown.isEmpty()) {
        IntStream.range(0, Math.min(SHOWN, value.size())).forEach(shown::add);
      }
      return shown;
    }

    private void row(StringBuilder table, int k) {
      table
          .append("<tr><th>")
          .append(text(index(k)))
          .append("</th><td class=\"n\">")
          .append(text(element(value, k)))
          .append("</td><td class=\"n\">")
          .append(text(may.isPoint(k) ? "just that" : may.describe(k)))
          .append("</td>");
      for (Tensor t : got.values()) {
        boolean fits = isAlike(t);
        table
            .append(fits && may.holds(t, k) ? "<td class=\"n\">" : "<td class=\"n bad\">")
            .append(fits ? text(element(t, k)) : "")
            .append("</td>");
      }
      table.append("</tr>\n");
    }

    /** How much of it is wrong. */
    private void foot(StringBuilder table) {
      table
          .append("<tr><th>in all</th><td class=\"n\">")
          .append(value.size())
          .append("</td><td></td>");
      for (Tensor t : got.values()) {
        table
            .append("<td class=\"n\">")
            .append(isAlike(t) ? wrong(t).size() + " wrong" : text(TensorType.of(t).toString()))
            .append("</td>");
      }
      table.append("</tr>\n");
    }

    private String index(int k) {
      int[] shape = value.shape();
      int[] index = new int[shape.length];
      int rest = k;
      for (int d = shape.length - 1; d >= 0; d--) {
        index[d] = rest % shape[d];
        rest /= shape[d];
      }
      return name + Arrays.toString(index);
    }

    private static String element(Tensor t, int k) {
      return t.type() == DType.STRING ? "\"" + t.texts()[k] + "\"" : Numeral.of(t, k);
    }
  }
}
