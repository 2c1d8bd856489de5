package dev.assay.verify.bounds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A model with its property as a list of units, each made from earlier ones; the first are the
 * inputs. What bounds are computed of.
 */
public final class Network {
  private final int inputs;
  private final List<Unit> units = new ArrayList<>();
  private final List<Integer> fans = new ArrayList<>();
  private int fan;
  private Unit[] sealed = new Unit[0];
  private boolean[] wanted = new boolean[0];
  private int[] rectifiers = new int[0];
  private boolean[] hinges = new boolean[0];
  private boolean[] direct = new boolean[0];

  Network(int inputs) {
    this.inputs = inputs;
    for (int k = 0; k < inputs; k++) {
      add(new Input());
    }
  }

  /** Adds a unit; gives its place. */
  int add(Unit unit) {
    int place = units.size();
    units.add(unit);
    fans.add(0);
    for (int argument : unit.arguments()) {
      int readers = fans.get(argument) + 1;
      fans.set(argument, readers);
      fan = Math.max(fan, readers);
    }
    return place;
  }

  int inputs() {
    return inputs;
  }

  /** The number of inputs. */
  public int dimension() {
    return inputs;
  }

  /** The number of units. */
  public int size() {
    return units.size();
  }

  /** How many of the units bend: those that keep bounds from being exact. */
  public long bends() {
    return units.stream().skip(inputs).filter(Unit::isBent).count();
  }

  Unit unit(int place) {
    return place < sealed.length ? sealed[place] : units.get(place);
  }

  /** The most units that read one unit. */
  int fan() {
    return fan;
  }

  /** Whether a unit hangs on inputs alone, so that intervals are exact. */
  boolean isDirect(int place) {
    return direct[place];
  }

  /** Whether tight bounds of a unit are of use: a bent one reads it. */
  boolean isWanted(int place) {
    return wanted[place];
  }

  /** The places of all rectifiers. */
  public int[] rectifiers() {
    return rectifiers;
  }

  /** Whether it has functions or products of what moves. */
  public boolean isCurved() {
    return curved().length > 0;
  }

  /** The places of all functions and products. */
  int[] curved() {
    return IntStream.range(0, size())
        .filter(k -> unit(k) instanceof Curve || unit(k) instanceof Product)
        .toArray();
  }

  /** The unit that a rectifier rectifies. */
  public int argument(int rectifier) {
    return ((Relu) unit(rectifier)).of();
  }

  /** Whether only the sign of a unit matters to those that read it. */
  boolean isHinge(int place) {
    return hinges[place];
  }

  /** No more units come. */
  synchronized void seal() {
    if (sealed.length == units.size()) {
      return;
    }
    boolean[] isRead = new boolean[units.size()];
    boolean[] isHinge = new boolean[units.size()];
    Arrays.fill(isHinge, true);
    boolean[] isDirect = new boolean[units.size()];
    for (int place = inputs; place < units.size(); place++) {
      Unit unit = units.get(place);
      if (unit.isBent()) {
        for (int k : unit.arguments()) {
          isRead[k] = true;
          isHinge[k] &= unit instanceof Relu;
        }
      }
      isDirect[place] = Arrays.stream(unit.arguments()).allMatch(k -> k < inputs);
    }
    direct = isDirect;
    hinges = isHinge;
    wanted = isRead;
    rectifiers =
        IntStream.range(0, units.size()).filter(k -> units.get(k) instanceof Relu).toArray();
    sealed = units.toArray(new Unit[0]);
  }

  /** All units on plain doubles, without any claim. */
  public double[] values(double[] at) {
    double[] values = new double[units.size()];
    System.arraycopy(at, 0, values, 0, inputs);
    for (int k = inputs; k < values.length; k++) {
      values[k] = units.get(k).value(values);
    }
    return values;
  }

  /** The slopes of a unit by the inputs, where all units have some values. */
  public double[] gradient(double[] values, int unit) {
    double[] slopes = new double[values.length];
    slopes[unit] = 1;
    for (int k = unit; k >= inputs; k--) {
      if (slopes[k] != 0) {
        units.get(k).pull(values, slopes, slopes[k]);
      }
    }
    return Arrays.copyOf(slopes, inputs);
  }

  private static final class Input extends Unit {
    @Override
    void pull(double[] units, double[] slopes, double by) {}

    @Override
    int[] arguments() {
      return new int[0];
    }

    @Override
    double value(double[] units) {
      throw new IllegalStateException("an input is given");
    }

    @Override
    void enclose(Bounds bounds, int place) {}

    @Override
    void substitute(Row row, int place, double by) {}
  }
}
