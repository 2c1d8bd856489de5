package dev.assay.backends.onnxruntime;

import dev.assay.backends.onnxruntime.OrtOptions.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * A pass of ONNX Runtime's optimiser that is known by name, from the list {@code passes.txt}.
 *
 * @param level the lowest that runs it
 * @param isRule whether it runs inside of another pass, so that the log does not tell of it
 * @param operators that it takes, each a choice; none where it takes any
 */
record OrtPass(Level level, boolean isRule, String name, List<Set<String>> operators) {
  static final List<OrtPass> LISTED = read();

  /** Whether a model has what it takes. */
  boolean takes(Set<String> operatorsOfModel) {
    return operators.stream().allMatch(c -> c.stream().anyMatch(operatorsOfModel::contains));
  }

  private static List<OrtPass> read() {
    try (var in = OrtPass.class.getResourceAsStream("passes.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> of(line.split("\\s+")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OrtPass of(String[] words) {
    return new OrtPass(
        Level.valueOf(words[0].toUpperCase(Locale.ROOT)),
        words[1].equals("rule"),
        words[2],
        Arrays.stream(words).skip(3).map(choice -> Set.of(choice.split("\\|"))).toList());
  }
}
