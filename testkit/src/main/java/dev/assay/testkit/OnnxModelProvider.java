package dev.assay.testkit;

import dev.assay.core.graph.Graph;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Gives jqwik the models for parameters of type {@code Graph} and {@link ModelCase}. */
public final class OnnxModelProvider implements ArbitraryProvider {
  @Override
  public boolean canProvideFor(TypeUsage type) {
    return type.isOfType(Graph.class) || type.isOfType(ModelCase.class);
  }

  @Override
  public Set<Arbitrary<?>> provideFor(TypeUsage type, SubtypeProvider subtypes) {
    ModelArbitrary models =
        type.findAnnotation(OnnxModel.class)
            .map(m -> ModelArbitrary.of(m.nodes(), m.ops(), m.types(), m.opset(), m.elements()))
            .orElse(ModelArbitrary.STANDARD);
    return Set.of(type.isOfType(Graph.class) ? models.map(ModelCase::graph) : models);
  }
}
