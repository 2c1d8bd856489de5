package dev.assay.backends.tensorflow;

import com.google.protobuf.ByteString;
import dev.assay.backends.emitter.Term;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/** A node of a graph while it is put together: first its inputs, then its attributes. */
final class Operation {
  private final NodeDef.Builder node;
  private final Function<NodeDef, String> place;

  Operation(String operator, Function<NodeDef, String> place) {
    this.node = NodeDef.newBuilder().setOp(operator);
    this.place = place;
  }

  Operation on(String... inputs) {
    node.addAllInput(List.of(inputs));
    return this;
  }

  @SafeVarargs
  final Operation on(Term<String>... inputs) {
    for (Term<String> t : inputs) {
      node.addInput(t.handle());
    }
    return this;
  }

  Operation on(List<Term<String>> inputs) {
    inputs.forEach(t -> node.addInput(t.handle()));
    return this;
  }

  Operation type(String attribute, DType type) {
    return with(attribute, AttrValue.newBuilder().setType(Types.of(type)));
  }

  Operation flag(String attribute, boolean value) {
    return with(attribute, AttrValue.newBuilder().setB(value));
  }

  Operation number(String attribute, long value) {
    return with(attribute, AttrValue.newBuilder().setI(value));
  }

  Operation real(String attribute, double value) {
    return with(attribute, AttrValue.newBuilder().setF((float) value));
  }

  Operation word(String attribute, String value) {
    return with(attribute, AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)));
  }

  Operation numbers(String attribute, int... values) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    Arrays.stream(values).forEach(list::addI);
    return with(attribute, AttrValue.newBuilder().setList(list));
  }

  Operation with(String attribute, AttrValue.Builder value) {
    node.putAttr(attribute, value.build());
    return this;
  }

  /** Puts it into the graph; its first output. */
  String add() {
    return place.apply(node.build());
  }
}
