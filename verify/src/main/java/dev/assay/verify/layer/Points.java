package dev.assay.verify.layer;

import dev.assay.core.Choices;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Inputs of a layer's box at which facts may break: its corners, zeros, and drawn ones. */
final class Points {
  private static final int DRAWN = 400;

  /** How far down the exponents of drawn numbers go below those of the ends. */
  private static final int EXPONENTS = 24;

  private Points() {}

  static List<Map<String, Tensor>> of(Layer layer, Choices choices) {
    List<ToDoubleFunction<String>> ways =
        List.of(
            name -> layer.range(name).low(),
            name -> layer.range(name).high(),
            name -> 0,
            name -> corner(layer, name, choices),
            name -> corner(layer, name, choices),
            name -> corner(layer, name, choices));
    List<Map<String, Tensor>> points = new ArrayList<>();
    ways.forEach(way -> points.add(layer.point(way)));
    for (int k = 0; k < DRAWN; k++) {
      points.add(layer.point(name -> drawn(layer.range(name), choices)));
    }
    return points;
  }

  private static double corner(Layer layer, String name, Choices choices) {
    Range range = layer.range(name);
    return choices.flag() ? range.low() : range.high();
  }

  private static double drawn(Range range, Choices choices) {
    double part = choices.unit();
    double even = range.low() * (1 - part) + range.high() * part;
    return switch (choices.between(0, 3)) {
      case 0 -> range.low();
      case 1 -> range.high();
      case 2 -> even;
      default -> Math.scalb(even, -choices.between(0, EXPONENTS));
    };
  }

  static double[] numbers(Tensor t) {
    double[] numbers = new double[t.size()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = t.real(k);
    }
    return numbers;
  }

  /** A greater number than one: the next of the type, or any. */
  static double above(Layer layer, String input, double x, boolean isStep, Choices choices) {
    DType type = layer.type(input);
    if (!isStep) {
      return x + choices.unit() * (layer.range(input).high() - x);
    }
    return type.isFloat() ? type.up(Math.nextUp(x)) : x + 1;
  }
}
