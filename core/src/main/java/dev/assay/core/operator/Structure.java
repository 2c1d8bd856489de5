package dev.assay.core.operator;

import java.util.List;
import java.util.function.Consumer;

/**
 * An operator that is structure of a model and computes nothing itself: it runs sub-graphs, or
 * moves values into and out of sequences and optionals. It is said once, as what it unrolls to;
 * every reading of the other operators then reads it too.
 *
 * <pre>{@code
 * static final Structure IF = structure("If", 13, "cond -> outputs*", op -> {
 *   String branch = op.truth(op.input("cond")) ? "then_branch" : "else_branch";
 *   op.give(op.run(op.graph(branch), List.of()));
 * });
 * }</pre>
 *
 * @param domain {@code ""} for ONNX's own
 * @param since the first version of the domain in which it has this meaning (13 where it is older)
 * @param meaning told to an {@link Unrolling} of each node
 */
public record Structure(
    String domain,
    String name,
    int since,
    List<Port> inputs,
    List<Port> outputs,
    Consumer<Unrolling> meaning) {

  /** A structure of ONNX's own domain; ports as in {@code "M? cond? v_initial* -> outputs*"}. */
  static Structure structure(String name, int since, String ports, Consumer<Unrolling> meaning) {
    String[] sides = ports.split("->", -1);
    return new Structure("", name, since, Port.list(sides[0]), Port.list(sides[1]), meaning);
  }

  /** The place of an input, or -1. */
  public int input(String port) {
    return Ports.of(inputs).place(port);
  }

  @Override
  public String toString() {
    return (domain.isEmpty() ? "" : domain + ".") + name + "-" + since;
  }
}
