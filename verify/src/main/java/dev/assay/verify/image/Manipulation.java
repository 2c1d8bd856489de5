package dev.assay.verify.image;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A family of manipulations as a person writes it: a kind with its options, {@code
 * brightness:reach=0.3,step=0.05}.
 *
 * @param options by name, all of them: what was not said is as usual
 */
public record Manipulation(Kind kind, Map<String, String> options) {

  /** What is done to an image. */
  enum Kind {
    /** Some pixels, each lighter or darker by up to the reach; {@code at} says which. */
    PIXELS("count=2,at=,reach=0.2,step=0.1"),
    /** A straight line of pixels anywhere, drawn over the image more and more. */
    SCRATCH("length=4,value=1,step=0.25"),
    /** All pixels lighter or darker by the same. */
    BRIGHTNESS("reach=0.2,step=0.05"),
    /** All pixels further from middle gray, or nearer to it, by a part of their distance. */
    CONTRAST("reach=0.2,step=0.05"),
    /** The image moved in both directions, between pixels by interpolation. */
    SHIFT("reach=1,step=0.5"),
    /** The image turned about its middle, by interpolation; angles in degrees. */
    ROTATION("reach=10,step=1"),
    /** A square anywhere, laid over the image more and more. */
    OCCLUSION("size=3,value=0,step=0.25");

    private final String usual;

    Kind(String usual) {
      this.usual = usual;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What there is, with what each takes unless told otherwise, one a line. */
  public static String known() {
    return Arrays.stream(Kind.values())
        .map(k -> k + ":" + k.usual)
        .collect(Collectors.joining("\n"));
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if there is no such kind or option
   */
  public static Manipulation parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.toString().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown("manipulation", name, List.of(Kind.values())));
    Map<String, String> options = options(kind.usual);
    Set<String> names = new TreeSet<>(options.keySet());
    options(colon < 0 ? "" : text.substring(colon + 1))
        .forEach(
            (option, value) -> {
              if (!names.contains(option)) {
                throw unknown("option of " + kind, option, names);
              }
              options.put(option, value);
            });
    return new Manipulation(kind, options);
  }

  private static IllegalArgumentException unknown(String what, String name, Iterable<?> known) {
    List<String> all = new ArrayList<>();
    known.forEach(k -> all.add(k.toString()));
    return new IllegalArgumentException(
        "there is no such "
            + what
            + "\n  required : one of "
            + String.join(", ", all)
            + "\n  but      : "
            + name);
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        options.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      } else if (!part.isBlank()) {
        throw wrong(part, "NAME=VALUE");
      }
    }
    return options;
  }

  String text(String option) {
    return options.getOrDefault(option, "");
  }

  int whole(String option) {
    int value = number(text(option), option).intValue();
    if (value < 1) {
      throw wrong(option + "=" + text(option), "a positive whole number");
    }
    return value;
  }

  BigDecimal number(String option) {
    return number(text(option), option);
  }

  /** A positive number for each of some dimensions: one for all of them, or one each. */
  List<BigDecimal> positives(String option, int dimensions) {
    String[] parts = text(option).split("\\+");
    List<BigDecimal> numbers = new ArrayList<>();
    for (int j = 0; j < dimensions; j++) {
      BigDecimal x = number(parts[parts.length == 1 ? 0 : Math.min(j, parts.length - 1)], option);
      if (x.signum() <= 0 || parts.length != 1 && parts.length != dimensions) {
        throw wrong(option + "=" + text(option), dimensions + " positive numbers, with + between");
      }
      numbers.add(x);
    }
    return numbers;
  }

  private static BigDecimal number(String text, String option) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw wrong(option + "=" + text, "a number");
    }
  }

  static IllegalArgumentException wrong(String said, String required) {
    return new IllegalArgumentException(
        "a manipulation cannot be read\n  required : " + required + "\n  but      : " + said);
  }

  /** As it is written, with all options. */
  @Override
  public String toString() {
    return kind
        + options.entrySet().stream()
            .filter(e -> !e.getValue().isEmpty())
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(",", ":", ""));
  }
}
