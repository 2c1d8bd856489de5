package dev.assay.backends.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.backends.emitter.NotEmittedException;
import dev.assay.backends.torch.AtenOperator.Argument;
import dev.assay.core.graph.Attribute;
import dev.assay.core.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativeCallTest {
  private static final AtenOperator CONV =
      operator(
          "conv2d",
          argument("input", "Tensor"),
          argument("weight", "Tensor"),
          argument("bias", "Tensor?"),
          argument("stride", "SymInt[]"),
          argument("groups", "SymInt"));

  private static final AtenOperator SUM =
      operator(
          "sum.dim_IntList",
          argument("self", "Tensor"),
          argument("dim", "int[]?"),
          argument("keepdim", "bool"),
          argument("dtype", "ScalarType?"));

  private static final AtenOperator CAT =
      operator("cat", argument("tensors", "Tensor[]"), argument("dim", "int"));

  @Test
  void tensorsAreTheInputsAndAllElseIsNamed() {
    Map<String, Attribute> stride = Map.of("stride", Attribute.ofInts(List.of(1L, 2L)));
    assertThat(words(CONV, stride, "x", "w", "b"))
        .containsExactly("x", "weight=w", "bias=b", "stride=[1, 2]");
    assertThat(words(CONV, stride, "x", "w"))
        .containsExactly("x", "weight=w", "bias=None", "stride=[1, 2]");
    assertThat(words(CONV, Map.of(), "x", "w", "")).containsExactly("x", "weight=w", "bias=None");
  }

  @Test
  void literalsAreThoseOfTheArgumentsType() {
    Map<String, Attribute> given =
        Map.of(
            "keepdim",
            Attribute.of(1),
            "dtype",
            Attribute.of(DType.FLOAT64.onnx()),
            "dim",
            Attribute.ofInts(List.of(-1L)));
    assertThat(words(SUM, given, "x")).containsExactly("x", "dim=[-1]", "keepdim=True", "dtype=7");
    assertThat(SUM.function()).isEqualTo("sum");
  }

  @Test
  void manyTensorsAreAList() {
    assertThat(words(CAT, Map.of("dim", Attribute.of(0)), "x", "y"))
        .containsExactly("[x, y]", "dim=0");
  }

  @Test
  void whatTheOperatorHasNotIsRefused() {
    assertThatThrownBy(() -> words(SUM, Map.of(), "x", "y"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> words(SUM, Map.of("axis", Attribute.of(1)), "x"))
        .hasMessageContaining("axis");
    AtenOperator gelu =
        operator("gelu", argument("self", "Tensor"), argument("approximate", "str"));
    assertThatThrownBy(() -> words(gelu, Map.of("approximate", Attribute.of("\"")), "x"))
        .isInstanceOf(NotEmittedException.class);
  }

  private static List<String> words(
      AtenOperator operator, Map<String, Attribute> given, String... tensors) {
    return NativeCall.words(
        operator,
        Arrays.stream(tensors).map(t -> Optional.of(t).filter(n -> !n.isEmpty())).toList(),
        given);
  }

  private static AtenOperator operator(String name, Argument... arguments) {
    return new AtenOperator(name, List.of(arguments), List.of("Tensor"), true, true);
  }

  private static Argument argument(String name, String type) {
    return new Argument(name, type, false, Optional.empty());
  }
}
