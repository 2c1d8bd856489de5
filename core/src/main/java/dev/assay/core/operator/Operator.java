package dev.assay.core.operator;

import dev.assay.core.onnx.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An operator, said once: its name, its ports and its meaning. Everything else that Assay knows of
 * it is a reading of the meaning.
 *
 * <pre>{@code
 * static final Operator RELU = operator("Relu", 13, "X -> Y", op -> {
 *   Stage x = op.input("X", NUMBERS);
 *   op.output("Y", stage(x.shape(), i -> x.at(i).max(0)));
 * });
 * }</pre>
 *
 * @param domain {@code ""} for ONNX's own
 * @param since the first version of the domain in which the operator has these ports and this
 *     meaning (mostly 13 where it is older: Assay begins there); it holds until the next definition
 * @param meaning told to a {@link Draft} of each node
 * @param declared what is declared of it, where that is not ONNX's schema of the name
 */
public record Operator(
    String domain,
    String name,
    int since,
    List<Port> inputs,
    List<Port> outputs,
    Consumer<Draft> meaning,
    Optional<Schema> declared) {

  /** An operator of ONNX's own domain; ports as in {@code "X W B? -> Y"}. */
  public static Operator operator(String name, int since, String ports, Consumer<Draft> meaning) {
    return operator("", name, since, ports, meaning);
  }

  public static Operator operator(
      String domain, String name, int since, String ports, Consumer<Draft> meaning) {
    String[] sides = ports.split("->", -1);
    return new Operator(
        domain, name, since, Port.list(sides[0]), Port.list(sides[1]), meaning, Optional.empty());
  }

  /** The place of an input, or -1: then the name is an attribute. */
  public int input(String port) {
    return Ports.of(inputs).place(port);
  }

  /** The place of an output, or -1. */
  public int output(String port) {
    return Ports.of(outputs).place(port);
  }

  /** By what tells operators apart; ports and meaning would only take time. */
  @Override
  public int hashCode() {
    return 31 * (31 * domain.hashCode() + name.hashCode()) + since;
  }

  @Override
  public String toString() {
    return (domain.isEmpty() ? "" : domain + ".") + name + "-" + since;
  }
}
