package dev.assay.core.reading;

import dev.assay.core.expr.Prim;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What every tensor of a model is in the field of the residues modulo p = 2^31 - 1, at a random
 * point: the test of whether two models are equal over the reals, whatever their rounding.
 *
 * <p>Floats are residues: those that the model holds are the rationals that they are, those that it
 * is given are random where they are <em>free</em>. Structure (sizes, and the integers that decide
 * them) is that of a reading of values. What has no meaning in a field is an uninterpreted
 * function, and comparisons follow a random order; {@link #uninterpreted} names them.
 *
 * <p>Two models that are quotients of polynomials of degrees d and e in the free inputs and in the
 * results of uninterpreted functions, and differ, agree at a random point with a probability of at
 * most (d + e) / p (Schwartz and Zippel: a polynomial that is not zero has at most so many roots
 * among random points), so at two points with at most its square: below 10^-12 for degrees up to
 * 1000. Of the orders of n numbers that are compared, each point sees one of n factorial: a
 * difference that shows in few of them may be missed. Two models that are equal for reasons that
 * the field does not know, such as exp(x + y) = exp(x) exp(y), may seem to differ.
 *
 * <pre>{@code
 * FieldReading one = FieldReading.of(reading, name -> true, 1);
 * FieldReading other = FieldReading.of(readingOfRewritten, name -> true, 1);
 * boolean same = one.isSame("y", other);
 * }</pre>
 */
public final class FieldReading {
  /** The prime. */
  public static final long PRIME = Residue.PRIME;

  private final GraphReading structure;
  private final long key;
  private final Residues domain;
  private final Sweep sweep;
  private final Set<String> uninterpreted = new TreeSet<>();

  private FieldReading(GraphReading structure, long key) {
    this.structure = structure;
    this.key = key;
    this.domain = new Residues(key);
    this.sweep = new Sweep(structure, domain);
  }

  /**
   * Reads a model.
   *
   * @param structure a reading of its values
   * @param free the float inputs that are random, by name; others are as in that reading
   * @param key decides the point, the order and the uninterpreted functions
   */
  public static FieldReading of(GraphReading structure, Predicate<String> free, long key) {
    FieldReading field = new FieldReading(structure, key);
    Set<String> moved = new HashSet<>();
    for (Value v : structure.graph().feeds()) {
      boolean real = v.type() instanceof TensorType t && t.element().isFloat();
      if (real && free.test(v.name())) {
        field.draw(v.name());
        moved.add(v.name());
      }
    }
    for (Node node : structure.steps()) {
      if (node.inputs().stream().anyMatch(moved::contains)) {
        moved.addAll(node.outputs());
      }
    }
    moved.remove("");
    field.sweep.run((node, output) -> field.fill(node, output, moved));
    field.domain.uninterpreted().forEach(p -> field.uninterpreted.add(label(p)));
    return field;
  }

  private static String label(Prim prim) {
    return prim.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void draw(String name) {
    Tensor t = structure.value(name);
    Lane lane = domain.lane(t.type(), t.size());
    for (int k = 0; k < t.size(); k++) {
      lane.real[k] = Residues.hash(key, name.hashCode(), k);
    }
    sweep.put(name, new Array(t.shape(), lane));
  }

  /** An opaque operator is an uninterpreted function of its inputs, where these are not known. */
  private Array fill(Node node, int output, Set<String> moved) {
    Tensor value = structure.value(node.outputs().get(output));
    Array known = NodeRun.array(value, domain, structure.texts());
    if (node.inputs().stream().noneMatch(moved::contains) || value.type() == DType.STRING) {
      return known;
    }
    uninterpreted.add(node.operator());
    long seed = key ^ node.operator().hashCode() ^ node.attributes().toString().hashCode();
    for (String input : node.inputs()) {
      if (!input.isEmpty()) {
        seed = (long) Residues.hash(seed, contents(sweep.get(input)));
      }
    }
    Lane lane = domain.lane(value.type(), value.size());
    for (int k = 0; k < value.size(); k++) {
      double drawn = Residues.hash(seed, output, k);
      if (value.type().isFloat()) {
        lane.real[k] = drawn;
      } else {
        lane.integer[k] = value.type().wrap((long) drawn % Byte.MAX_VALUE);
      }
    }
    return new Array(value.shape(), lane);
  }

  private static long contents(Array a) {
    Lane lane = a.lane();
    int elements = lane.type.isFloat() ? Arrays.hashCode(lane.real) : Arrays.hashCode(lane.integer);
    return 31L * Arrays.hashCode(a.shape()) + elements;
  }

  /** What had no meaning here: primitives ({@code exp}) and opaque operators ({@code TopK}). */
  public Set<String> uninterpreted() {
    return uninterpreted;
  }

  /**
   * Element k of a value of floats, from 0 up to the prime.
   *
   * @throws IllegalArgumentException if it is no rational, but NaN or infinite
   */
  public long residue(String name, int k) {
    double r = sweep.get(name).lane().real[k];
    if (!Residue.isFinite(r)) {
      throw new IllegalArgumentException("element " + k + " of " + name + " is " + r);
    }
    return (long) r;
  }

  /** Whether a value is the same, element for element, as that of its name in another reading. */
  public boolean isSame(String name, FieldReading other) {
    Array a = sweep.get(name);
    Array b = other.sweep.get(name);
    if (a.lane().type != b.lane().type || !Arrays.equals(a.shape(), b.shape())) {
      return false;
    }
    return a.lane().type == DType.STRING
        ? NodeRun.tensor(a, structure.texts()).equals(NodeRun.tensor(b, other.structure.texts()))
        : Arrays.equals(a.lane().real, b.lane().real)
            && Arrays.equals(a.lane().integer, b.lane().integer);
  }
}
