package dev.assay.backends.torch;

import dev.assay.backends.emitter.Term;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How TorchScript writes calls and literals. */
final class Words {
  private Words() {}

  static String call(String function, @Nullable Object... arguments) {
    return Arrays.stream(arguments)
        .map(Words::of)
        .collect(Collectors.joining(", ", "torch." + function + "(", ")"));
  }

  /** A literal; a text stands as it is, and null for a thing that is absent. */
  static String of(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Term<?> t) {
      return t.handle().toString();
    }
    if (value instanceof Boolean b) {
      return b ? "True" : "False";
    }
    if (value instanceof Double d) {
      return number(d);
    }
    if (value instanceof int[] list) {
      return Arrays.toString(list);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Words::of).collect(Collectors.joining(", ", "[", "]"));
    }
    return value.toString();
  }

  private static String number(double d) {
    return Double.isNaN(d)
        ? "float(\"nan\")"
        : Double.isInfinite(d) ? (d < 0 ? "-" : "") + "float(\"inf\")" : Double.toString(d);
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
