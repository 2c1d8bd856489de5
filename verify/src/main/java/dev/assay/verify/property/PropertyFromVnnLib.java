package dev.assay.verify.property;

import dev.assay.verify.property.Property.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads VNN-LIB 1 as the VNN-COMP uses it: inputs X_k, outputs Y_k, and assertions of linear
 * inequalities under {@code and} and {@code or}, all of which hold of a counterexample. Every
 * number is the decimal that it is.
 */
public final class PropertyFromVnnLib {
  private static final Pattern VARIABLE = Pattern.compile("([XY])_(\\d+)");
  private static final int MOST_CASES = 100_000;

  private int inputs;
  private int outputs;

  /** A linear expression: weights of inputs and outputs, and a constant. */
  private record Linear(
      Map<Integer, BigDecimal> inputs, Map<Integer, BigDecimal> outputs, BigDecimal constant) {

    Linear plus(Linear o, BigDecimal factor) {
      return new Linear(
          merged(inputs, o.inputs, factor),
          merged(outputs, o.outputs, factor),
          constant.add(o.constant.multiply(factor)));
    }

    private static Map<Integer, BigDecimal> merged(
        Map<Integer, BigDecimal> x, Map<Integer, BigDecimal> y, BigDecimal factor) {
      Map<Integer, BigDecimal> sum = new TreeMap<>(x);
      y.forEach((k, w) -> sum.merge(k, w.multiply(factor), BigDecimal::add));
      sum.values().removeIf(w -> w.signum() == 0);
      return sum;
    }

    boolean isConstant() {
      return inputs.isEmpty() && outputs.isEmpty();
    }
  }

  private static final Linear ZERO = new Linear(Map.of(), Map.of(), BigDecimal.ZERO);

  private PropertyFromVnnLib() {}

  /**
   * Reads a property.
   *
   * @throws IllegalArgumentException with the line, if it is no VNN-LIB 1
   */
  public static Property parse(String text) {
    return new PropertyFromVnnLib().read(text);
  }

  private Property read(String text) {
    List<List<Constraint>> cases = List.of(List.of());
    for (Terms t : Terms.parse(text)) {
      switch (t.head()) {
        case "declare-const" -> declare(t);
        case "declare-fun" -> declare(t);
        case "assert" -> cases = both(cases, cases(argument(t, 1)));
        case "set-logic", "set-option", "set-info", "check-sat", "exit" -> {}
        default -> throw bad(t, "declare-const or assert");
      }
    }
    if (inputs == 0) {
      throw new IllegalArgumentException("VNN-LIB: no input X_0 is declared");
    }
    return new Property(
        inputs, outputs, cases.stream().map(this::inBox).filter(c -> !c.box().isEmpty()).toList());
  }

  private void declare(Terms t) {
    Matcher m = VARIABLE.matcher(argument(t, 1).word());
    if (!m.matches()) {
      throw bad(t, "a variable X_k or Y_k");
    }
    int count = Integer.parseInt(m.group(2)) + 1;
    if (m.group(1).equals("X")) {
      inputs = Math.max(inputs, count);
    } else {
      outputs = Math.max(outputs, count);
    }
  }

  private static Terms argument(Terms t, int k) {
    if (t.list().size() <= k) {
      throw bad(t, k + " arguments");
    }
    return t.list().get(k);
  }

  // ---- assertions

  private List<List<Constraint>> cases(Terms t) {
    return switch (t.head()) {
      case "and" -> {
        List<List<Constraint>> all = List.of(List.of());
        for (Terms part : t.tail()) {
          all = both(all, cases(part));
        }
        yield all;
      }
      case "or" -> t.tail().stream().flatMap(part -> cases(part).stream()).toList();
      case "<=", "<" -> List.of(List.of(constraint(t, argument(t, 1), argument(t, 2))));
      case ">=", ">" -> List.of(List.of(constraint(t, argument(t, 2), argument(t, 1))));
      case "=" ->
          List.of(
              List.of(
                  constraint(t, argument(t, 1), argument(t, 2)),
                  constraint(t, argument(t, 2), argument(t, 1))));
      default -> throw bad(t, "and, or, <= or >=");
    };
  }

  private static List<List<Constraint>> both(
      List<List<Constraint>> some, List<List<Constraint>> others) {
    if ((long) some.size() * others.size() > MOST_CASES) {
      throw new IllegalArgumentException(
          "VNN-LIB: the property has too many cases\n  required : at most " + MOST_CASES);
    }
    List<List<Constraint>> all = new ArrayList<>();
    for (List<Constraint> x : some) {
      for (List<Constraint> y : others) {
        List<Constraint> joined = new ArrayList<>(x);
        joined.addAll(y);
        all.add(joined);
      }
    }
    return all;
  }

  private static Constraint constraint(Terms t, Terms less, Terms more) {
    Linear d = linear(less).plus(linear(more), BigDecimal.ONE.negate());
    boolean strict = t.head().equals("<") || t.head().equals(">");
    return new Constraint(d.inputs, d.outputs, d.constant.negate(), strict);
  }

  private static Linear linear(Terms t) {
    if (t.isWord()) {
      return word(t);
    }
    Linear first = linear(argument(t, 1));
    List<Terms> rest = t.list().subList(2, t.list().size());
    switch (t.head()) {
      case "+" -> {
        for (Terms part : rest) {
          first = first.plus(linear(part), BigDecimal.ONE);
        }
        return first;
      }
      case "-" -> {
        for (Terms part : rest) {
          first = first.plus(linear(part), BigDecimal.ONE.negate());
        }
        return rest.isEmpty() ? ZERO.plus(first, BigDecimal.ONE.negate()) : first;
      }
      case "*" -> {
        for (Terms part : rest) {
          Linear second = linear(part);
          if (!first.isConstant() && !second.isConstant()) {
            throw bad(t, "a product with a number");
          }
          first =
              first.isConstant()
                  ? ZERO.plus(second, first.constant)
                  : ZERO.plus(first, second.constant);
        }
        return first;
      }
      default -> throw bad(t, "+, - or *");
    }
  }

  private static Linear word(Terms t) {
    Matcher m = VARIABLE.matcher(t.word());
    if (m.matches()) {
      Map<Integer, BigDecimal> one = Map.of(Integer.parseInt(m.group(2)), BigDecimal.ONE);
      return m.group(1).equals("X")
          ? new Linear(one, Map.of(), BigDecimal.ZERO)
          : new Linear(Map.of(), one, BigDecimal.ZERO);
    }
    try {
      return new Linear(Map.of(), Map.of(), new BigDecimal(t.word()));
    } catch (NumberFormatException e) {
      throw bad(t, "a number or a variable");
    }
  }

  // ---- boxes

  /** What bounds a single input becomes the box; the rest stays. */
  private Case inBox(List<Constraint> constraints) {
    @SuppressWarnings("NullAway")
    BigDecimal[] low = new BigDecimal[inputs];
    @SuppressWarnings("NullAway")
    BigDecimal[] high = new BigDecimal[inputs];
    List<Constraint> rest = new ArrayList<>();
    for (Constraint c : constraints) {
      if (!c.outputs().isEmpty() || c.inputs().size() != 1 || !isUnit(c)) {
        rest.add(c);
        continue;
      }
      if (c.strict()) {
        rest.add(c);
      }
      int k = c.inputs().keySet().iterator().next();
      if (k >= inputs) {
        throw new IllegalArgumentException("VNN-LIB: X_" + k + " is not declared");
      }
      if (c.inputs().values().iterator().next().signum() > 0) {
        high[k] = high[k] == null ? c.bound() : high[k].min(c.bound());
      } else {
        BigDecimal bound = c.bound().negate();
        low[k] = low[k] == null ? bound : low[k].max(bound);
      }
    }
    for (int k = 0; k < inputs; k++) {
      if (low[k] == null || high[k] == null) {
        throw new IllegalArgumentException(
            "VNN-LIB: an input is not bounded\n  required : a lower and an upper bound\n"
                + "  but      : X_"
                + k
                + " has "
                + (low[k] == null ? "no lower one" : "no upper one"));
      }
    }
    return new Case(new Box(List.of(low), List.of(high)), rest);
  }

  private static boolean isUnit(Constraint c) {
    return c.inputs().values().iterator().next().abs().compareTo(BigDecimal.ONE) == 0;
  }

  private static IllegalArgumentException bad(Terms t, String required) {
    return new IllegalArgumentException(
        "VNN-LIB: a term is not understood\n  required : "
            + required
            + "\n  but      : "
            + t
            + "\n  line     : "
            + t.line());
  }
}
