package dev.assay.generator.records;

import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Argument;
import dev.assay.core.reading.NodeReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Our own catalogue as a black box: an operator takes what its definition takes. It runs nothing,
 * so a size that only the run tells is open.
 */
public final class CatalogueCaller implements Caller {

  @Override
  public Outcome call(Declaration declared, Call call) {
    Operator operator =
        Catalogue.find(declared.domain(), declared.name(), declared.version()).orElseThrow();
    if (!declared.fits(call)) {
      return new Outcome.Refused("Schema", "the call does not fit the schema");
    }
    List<Optional<Argument>> arguments = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Optional<Operand> o : call.inputs()) {
      arguments.add(o.map(CatalogueCaller::argument));
      names.add(o.isPresent() ? "x" + names.size() : "");
    }
    Node node =
        new Node(
            "",
            declared.domain(),
            declared.name(),
            names,
            IntStream.range(0, call.outputs()).mapToObj(k -> "y" + k).toList(),
            call.attributes());
    try {
      NodeReading reading = NodeReading.of(operator, node, declared.version(), arguments);
      List<TensorType> types = new ArrayList<>();
      for (int k = 0; k < call.outputs(); k++) {
        Stage s = reading.outputs().get(k);
        if (s == null) {
          return new Outcome.Refused("IllegalArgumentException", "it has no such output");
        }
        types.add(new TensorType(s.type(), Optional.of(s.shape()).filter(d -> d.areNumbers())));
      }
      return new Outcome.Taken(types);
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | IllegalStateException e) {
      return new Outcome.Refused(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    }
  }

  private static Argument argument(Operand o) {
    return o.data().map(Argument::of).orElseGet(() -> Argument.of(o.type(), o.shape().numbers()));
  }
}
