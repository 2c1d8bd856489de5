package dev.assay.testkit;

import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Gear;
import dev.assay.generator.ModelOptions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;

/**
 * Valid models with inputs on which they compute finite numbers. Each method gives another
 * arbitrary and leaves this one as it is.
 */
public final class ModelArbitrary implements Arbitrary<ModelCase> {
  private static final Set<Operator> RANDOM = Set.copyOf(Catalogue.random());

  static final ModelArbitrary STANDARD =
      new ModelArbitrary(
              ModelOptions.STANDARD
                  .withGear(Gear.CONCRETE)
                  .withOperators(o -> !Catalogue.isContributed(o) && !RANDOM.contains(o)))
          .nodes(8)
          .elements(256);

  private final ModelOptions options;
  private final Drawn<ModelCase> drawn;

  private ModelArbitrary(ModelOptions options) {
    this.options = options;
    this.drawn =
        new Drawn<>(
            new ModelDraw(options)::of, EditedModel::distance, model -> EditedModel.of(model, 0));
  }

  static ModelArbitrary of(int nodes, String[] ops, DType[] types, int opset, int elements) {
    ModelArbitrary models = STANDARD.nodes(nodes).elements(elements);
    models = ops.length == 0 ? models : models.ops(ops);
    models = types.length == 0 ? models : models.types(types);
    return opset == 0 ? models : models.opset(opset);
  }

  /** Models of at most so many nodes, and mostly of at least half of them. */
  public ModelArbitrary nodes(int most) {
    if (most < 1) {
      throw new IllegalArgumentException(
          "a model has nodes\n  required : 1 node or more\n  but      : " + most);
    }
    return new ModelArbitrary(options.withNodes(most));
  }

  /** Models of these operators alone, by name. */
  public ModelArbitrary ops(String... names) {
    Set<String> known = Catalogue.drawn().stream().map(Operator::name).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>(List.of(names));
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "an operator is unknown"
              + "\n  required : operators of ONNX, by name; assay ops lists them"
              + "\n  but      : "
              + String.join(", ", unknown));
    }
    Set<String> wanted = Set.of(names);
    return new ModelArbitrary(options.withOperators(o -> wanted.contains(o.name())));
  }

  /** Models whose tensors have these element types alone. */
  public ModelArbitrary types(DType... which) {
    return new ModelArbitrary(options.withTypes(Set.of(which)));
  }

  /** Models of one version of ONNX's operators. */
  public ModelArbitrary opset(int version) {
    return new ModelArbitrary(options.withOpsets(version, version));
  }

  /** Models whose tensors have at most so many elements. */
  public ModelArbitrary elements(int most) {
    return new ModelArbitrary(options.withElements(most));
  }

  ModelDraw draw() {
    return new ModelDraw(options);
  }

  @Override
  public RandomGenerator<ModelCase> generator(int tries) {
    return drawn.generator(tries);
  }

  @Override
  public EdgeCases<ModelCase> edgeCases(int most) {
    return drawn.edgeCases(most);
  }
}
