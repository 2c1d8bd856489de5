package dev.assay.generator;

import dev.assay.core.expr.Behaviour;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Kernels;
import dev.assay.core.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What models to draw.
 *
 * @param nodes how many nodes a model has at most; each model has at least half of them
 * @param leastOpset the oldest version of ONNX's operators that is drawn
 * @param mostOpset the newest
 * @param known the operators that there are
 * @param kernels run nodes of those of them that are a system's own
 * @param operators which of them may occur
 * @param types which element types may occur
 * @param typed ports and attributes, by name, that have one type alone
 * @param elements how many elements a tensor has at most
 * @param work how many steps a node computes at most, multiply-adds of a convolution among them
 * @param zeros whether a few models have sizes of zero
 * @param support what the systems under test have
 * @param targets the behaviours that some models are drawn to meet; all others are avoided
 * @param motifs what most models begin with, as {@link #withMotifs} has it
 * @param gear how sizes come about
 */
public record ModelOptions(
    int nodes,
    int leastOpset,
    int mostOpset,
    KnownOperators known,
    Kernels kernels,
    Predicate<Operator> operators,
    Set<DType> types,
    Map<String, DType> typed,
    int elements,
    long work,
    boolean zeros,
    Support support,
    Set<Behaviour> targets,
    List<String> motifs,
    Gear gear) {

  /**
   * Ten nodes of every operator that is ONNX's, in versions 13 to 26, over tensors of up to 4096
   * elements.
   */
  public static final ModelOptions STANDARD =
      new ModelOptions(
          10,
          13,
          26,
          KnownOperators.CATALOGUE,
          Kernels.NONE,
          operator -> !Catalogue.isContributed(operator),
          DType.ANY,
          Map.of(),
          4096,
          1 << 20,
          true,
          Support.ALL,
          Set.of(),
          List.of(),
          Gear.MIXED);

  public ModelOptions withNodes(int count) {
    return with(o -> o.nodes = count);
  }

  public ModelOptions withOpsets(int least, int most) {
    return with(
        o -> {
          o.leastOpset = least;
          o.mostOpset = most;
        });
  }

  /** More operators than the catalogue has. */
  public ModelOptions withKnown(KnownOperators all, Kernels running) {
    return with(
        o -> {
          o.known = all;
          o.kernels = running;
        });
  }

  public ModelOptions withOperators(Predicate<Operator> which) {
    return with(o -> o.operators = which);
  }

  public ModelOptions withTypes(Set<DType> which) {
    return with(o -> o.types = which);
  }

  public ModelOptions withTyped(Map<String, DType> ports) {
    return with(o -> o.typed = ports);
  }

  public ModelOptions withElements(int most) {
    return with(o -> o.elements = most);
  }

  public ModelOptions withZeros(boolean occur) {
    return with(o -> o.zeros = occur);
  }

  public ModelOptions withSupport(Support what) {
    return with(o -> o.support = what);
  }

  public ModelOptions withTargets(Set<Behaviour> which) {
    return with(o -> o.targets = which);
  }

  /**
   * The nodes that most models begin with, each a line such as {@code Pad=p > MaxPool=m where
   * p.pads[2] >= m.kernel_shape[0]}.
   *
   * @throws IllegalArgumentException if a line says no motif
   */
  public ModelOptions withMotifs(List<String> lines) {
    lines.forEach(Motif::parse);
    return with(o -> o.motifs = lines);
  }

  /** The names of the operators in {@link #motifs}. */
  public Set<String> operatorsOfMotifs() {
    return Motifs.names(motifs.stream().map(Motif::parse));
  }

  public ModelOptions withGear(Gear which) {
    return with(o -> o.gear = which);
  }

  /** The types that a port or an attribute may have, as far as these options say. */
  Set<DType> types(String name) {
    DType one = typed.get(name);
    return one == null ? types : Set.of(one);
  }

  private ModelOptions with(Consumer<Open> change) {
    Open open = new Open(this);
    change.accept(open);
    return open.closed();
  }

  /** The same options, open to change. */
  private static final class Open {
    private int nodes;
    private int leastOpset;
    private int mostOpset;
    private KnownOperators known;
    private Kernels kernels;
    private Predicate<Operator> operators;
    private Set<DType> types;
    private Map<String, DType> typed;
    private int elements;
    private final long work;
    private boolean zeros;
    private Support support;
    private Set<Behaviour> targets;
    private List<String> motifs;
    private Gear gear;

    private Open(ModelOptions o) {
      this.nodes = o.nodes;
      this.leastOpset = o.leastOpset;
      this.mostOpset = o.mostOpset;
      this.known = o.known;
      this.kernels = o.kernels;
      this.operators = o.operators;
      this.types = o.types;
      this.typed = o.typed;
      this.elements = o.elements;
      this.work = o.work;
      this.zeros = o.zeros;
      this.support = o.support;
      this.targets = o.targets;
      this.motifs = o.motifs;
      this.gear = o.gear;
    }

    private ModelOptions closed() {
      return new ModelOptions(
          nodes,
          leastOpset,
          mostOpset,
          known,
          kernels,
          operators,
          types,
          typed,
          elements,
          work,
          zeros,
          support,
          targets,
          motifs,
          gear);
    }
  }
}
