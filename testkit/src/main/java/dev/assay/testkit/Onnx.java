package dev.assay.testkit;

import dev.assay.core.Choices;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.InputDraw;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ShrinkingDistance;

/**
 * The testkit's entry: what to draw, and what to claim of it.
 *
 * <pre>{@code
 * @Property
 * void theOptimiserKeepsWhatAModelComputes(@ForAll @OnnxModel(nodes = 5) ModelCase model) {
 *   assertThatModel(model).survives(Optimiser::optimised);
 * }
 * }</pre>
 */
public final class Onnx {
  private static final int MOST_RANK = 4;
  private static final int MOST_SIZE = 6;
  private static final List<InputDraw> WAYS = List.of(InputDraw.values());

  private Onnx() {}

  /** Models with inputs, of at most 8 nodes of any operators and types; they shrink to few. */
  public static ModelArbitrary models() {
    return ModelArbitrary.STANDARD;
  }

  /**
   * Calls of one operator, by name: models of that node alone, with what it is given.
   *
   * @throws IllegalArgumentException if there is no such operator
   */
  public static ModelArbitrary calls(String operator) {
    return models().nodes(1).ops(operator);
  }

  /** Element types; they shrink to float32. */
  public static Arbitrary<DType> types() {
    return Arbitraries.of(DType.values());
  }

  /** Shapes of rank 0 to 4 and sizes 0 to 6; they shrink to low ranks, then to small sizes. */
  public static Arbitrary<int[]> shapes() {
    return Arbitraries.integers().between(0, MOST_SIZE).array(int[].class).ofMaxSize(MOST_RANK);
  }

  /** Tensors without NaN or infinity; they shrink to zeros as far as the type has them. */
  public static Arbitrary<Tensor> tensors(DType type, int... shape) {
    return new Drawn<>(
        choices -> Optional.of(tensor(choices, type, shape)),
        tensor -> ShrinkingDistance.of(tensor.size()),
        tensor -> Stream.of());
  }

  private static Tensor tensor(Choices choices, DType type, int... shape) {
    return choices.of(WAYS).draw(choices, type, shape);
  }

  /** Begins a claim about a model. */
  public static ModelAssert assertThatModel(ModelCase model) {
    return new ModelAssert(model);
  }
}
