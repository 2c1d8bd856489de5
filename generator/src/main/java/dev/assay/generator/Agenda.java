package dev.assay.generator;

import dev.assay.core.Choices;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What each model owes: bindings of operators to types, every one in its turn, so that none is left
 * to chance, and after each a reader of what its operator makes. A model owes one binding for every
 * fifth of its nodes.
 *
 * <p>What the model of a turn owes hangs on the turn alone and not on what others have met: the
 * bindings stand in a circle, in an order that is always the same, and each turn takes the next. So
 * any model can be drawn again without its forerunners, and all bindings are owed within {@link
 * #turns} models, wherever one begins.
 */
final class Agenda {
  /** Of so many nodes one is owed. */
  private static final int SHARE = 5;

  /** How often each operator is owed at least while the circle goes round once. */
  private static final int LEAST = 6;

  private static final long ORDER = 1;

  private final List<Turn> circle;
  private final List<Integer> opsets;
  private final int nodes;

  /**
   * A binding that some model owes.
   *
   * @param variable of the binding
   * @param opsets those of which the binding is a part
   * @param bound the options with its type for its ports
   * @param alone the same without what else the variable may stand for, anywhere
   */
  record Debt(
      Binding binding,
      Binding.Variable variable,
      Set<Integer> opsets,
      ModelOptions bound,
      ModelOptions alone) {
    private static final double FEW = 0.05;
    private static final double MANY = 0.7;

    private static Debt of(Binding binding, Binding.Variable variable, ModelOptions options) {
      Map<String, DType> typed = new HashMap<>(options.typed());
      variable.ports().forEach(port -> typed.put(port, binding.type()));
      Set<DType> others = EnumSet.copyOf(options.types());
      others.removeAll(variable.types());
      others.add(binding.type());
      ModelOptions bound = options.withTyped(typed);
      return new Debt(binding, variable, new HashSet<>(), bound, bound.withTypes(others));
    }

    /**
     * How its node is drawn, one time or another: on what is given, on what attributes say, and on
     * the types of other variables may hang which its own has.
     */
    Terms terms(Taste taste, int time) {
      boolean isOutput = binding.operator().input(binding.port()) < 0;
      boolean leads = isOutput ? time % 4 != 3 : time % 2 == 1;
      double given = time % 3 == 0 ? taste.given() : time % 3 == 1 ? FEW : MANY;
      return new Terms(
          time % 5 == 4 ? alone : bound, binding.port(), leads ? binding.type() : null, given);
    }
  }

  /**
   * A debt in the circle.
   *
   * @param place of it among those of its operator
   * @param places how many there are of its operator
   */
  private record Turn(Debt debt, int place, int places) {
    static List<Turn> of(List<Debt> circle) {
      Map<Operator, Integer> places = new HashMap<>();
      circle.forEach(d -> places.merge(d.binding().operator(), 1, Integer::sum));
      Map<Operator, Integer> met = new HashMap<>();
      List<Turn> turns = new ArrayList<>();
      for (Debt d : circle) {
        Operator o = d.binding().operator();
        turns.add(new Turn(d, met.merge(o, 1, Integer::sum) - 1, places.getOrDefault(o, 0)));
      }
      return turns;
    }
  }

  /**
   * What a model owes: a node of a debt, and one that reads it.
   *
   * @param time how often the operator of the debt was owed before
   */
  record Owed(Debt debt, long time) {
    /**
     * One of those that may read the node, each in its turn.
     *
     * @param further how far round another one stands, for another try: a value that did not suit
     *     an operator will seldom suit it later
     */
    Operator reader(List<Operator> readers, double further) {
      return readers.get((int) ((time + (long) (further * readers.size())) % readers.size()));
    }
  }

  private Agenda(List<Debt> circle, List<Integer> opsets, int nodes) {
    this.circle = Turn.of(circle);
    this.opsets = opsets;
    this.nodes = nodes;
  }

  /**
   * @param repertoires of each opset
   * @throws IllegalArgumentException if the options leave no operator in any opset
   */
  static Agenda of(ModelOptions options, IntFunction<Repertoire> repertoires) {
    Map<Binding, Debt> debts = new LinkedHashMap<>();
    List<Integer> opsets = new ArrayList<>();
    for (int opset = options.leastOpset(); opset <= options.mostOpset(); opset++) {
      Repertoire repertoire = repertoires.apply(opset);
      if (!repertoire.operators().isEmpty()) {
        opsets.add(opset);
      }
      for (Operator o : repertoire.operators()) {
        for (Binding.Variable v : Binding.variables(o, repertoire.version(o))) {
          for (DType t : v.types()) {
            if (options.types(v.port()).contains(t) && !LeftOut.holds(o, v.port(), t)) {
              debts
                  .computeIfAbsent(new Binding(o, v.port(), t), b -> Debt.of(b, v, options))
                  .opsets()
                  .add(opset);
            }
          }
        }
      }
    }
    if (opsets.isEmpty()) {
      throw new IllegalArgumentException(
          "the options leave no operator to draw\n  required : one operator at least\n  but      : "
              + options);
    }
    return new Agenda(circle(levelled(debts.values()), options.nodes()), opsets, options.nodes());
  }

  /** The bindings of operators that have few, several times. */
  private static List<Debt> levelled(Collection<Debt> debts) {
    Map<String, List<Debt>> byOperator = new LinkedHashMap<>();
    for (Debt d : debts) {
      byOperator
          .computeIfAbsent(Census.name(d.binding().operator()), o -> new ArrayList<>())
          .add(d);
    }
    List<Debt> levelled = new ArrayList<>();
    for (List<Debt> own : byOperator.values()) {
      for (int k = 0; k < Math.max(own.size(), LEAST); k++) {
        levelled.add(own.get(k % own.size()));
      }
    }
    return levelled;
  }

  /** In any order, and such that another of what a model owes comes first in the next round. */
  private static List<Debt> circle(List<Debt> debts, int nodes) {
    List<Debt> circle = new ArrayList<>(Taste.shuffled(Choices.of(ORDER), debts));
    int each = Math.max(1, nodes / SHARE);
    for (int k = 0; !debts.isEmpty() && gcd(circle.size(), each) > 1; k++) {
      circle.add(circle.get(k));
    }
    return circle;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** After how many models each binding has been the first that one owes, which its opset has. */
  long turns() {
    long size = circle.size();
    return Math.max(size, (size * SHARE + nodes - 1) / nodes) + 1;
  }

  /** All that is owed in its turn. */
  Set<Binding> bindings() {
    return circle.stream().map(t -> t.debt().binding()).collect(Collectors.toUnmodifiableSet());
  }

  /** What the model of a turn owes. */
  List<Owed> owed(long turn) {
    long first = turn * nodes / SHARE;
    long end = (turn + 1) * nodes / SHARE;
    List<Owed> owed = new ArrayList<>();
    for (long k = first; k < end && !circle.isEmpty(); k++) {
      Turn t = circle.get((int) (k % circle.size()));
      owed.add(new Owed(t.debt, k / circle.size() * t.places + t.place));
    }
    return owed;
  }

  /** Those opsets in which a model has as much of what it owes as goes together. */
  List<Integer> opsets(List<Owed> owed) {
    List<Integer> common = opsets;
    for (Owed o : owed) {
      List<Integer> fewer = new ArrayList<>(common);
      fewer.retainAll(o.debt.opsets);
      common = fewer.isEmpty() ? common : fewer;
    }
    return common;
  }

  /** Whether a model that has so many nodes is due to get the one that it owes next. */
  static boolean isDue(int met, int nodes) {
    return nodes >= met * SHARE;
  }
}
