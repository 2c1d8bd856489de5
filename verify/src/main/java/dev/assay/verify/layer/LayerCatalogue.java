package dev.assay.verify.layer;

import dev.assay.verify.robustness.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Facts in a text: a name at the beginning of a line, and below it, indented, the lines of the
 * layer, the fact, and the answer. What follows a {@code #} is a remark.
 *
 * <pre>{@code
 * softmax lies between 0 and 1
 *   x: float16[3] in [-8, 8]
 *   y = Softmax(x) {axis=-1}
 *   range 0 1
 *   holds
 * }</pre>
 */
public final class LayerCatalogue {
  private LayerCatalogue() {}

  /** The facts that Assay comes with. */
  public static String standard() {
    try (InputStream in =
        Objects.requireNonNull(LayerCatalogue.class.getResourceAsStream("layers.facts"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads facts.
   *
   * @throws IllegalArgumentException if something is none; says which
   */
  public static List<StatedFact> parse(String text, int opset) {
    List<StatedFact> facts = new ArrayList<>();
    List<String> lines = text.lines().map(l -> l.replaceFirst("#.*", "").stripTrailing()).toList();
    int from = 0;
    while (from < lines.size()) {
      if (lines.get(from).isEmpty()) {
        from++;
        continue;
      }
      int to = from + 1;
      while (to < lines.size() && lines.get(to).startsWith(" ")) {
        to++;
      }
      List<String> body = lines.subList(from + 1, to).stream().map(String::strip).toList();
      facts.add(fact(lines.get(from), body, opset));
      from = to;
    }
    return facts;
  }

  private static StatedFact fact(String name, List<String> body, int opset) {
    int n = body.size();
    if (n < 3) {
      throw new IllegalArgumentException(
          "a fact is not whole\n  required : lines of a layer, a fact, an answer\n  but      : "
              + name);
    }
    try {
      Verdict expected = Verdict.valueOf(body.get(n - 1).toUpperCase(Locale.ROOT));
      Layer layer = LayerFromText.parse(body.subList(0, n - 2), opset);
      return new StatedFact(name, layer, FactFromText.parse(body.get(n - 2)), expected);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + "\n  in       : " + name, e);
    }
  }
}
