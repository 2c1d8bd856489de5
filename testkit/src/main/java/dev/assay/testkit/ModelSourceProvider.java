package dev.assay.testkit;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Draws the models of a {@link ModelSource}: model k from fork k of its seed. */
final class ModelSourceProvider extends AnnotationBasedArgumentsProvider<ModelSource> {
  @Override
  protected Stream<? extends Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context, ModelSource source) {
    ModelDraw draw =
        ModelArbitrary.of(
                source.nodes(), source.ops(), source.types(), source.opset(), source.elements())
            .draw();
    Choices choices = Choices.of(source.seed());
    boolean alone =
        parameters.getFirst().filter(p -> p.getParameterType() == Graph.class).isPresent();
    return IntStream.range(0, source.count())
        .mapToObj(
            k -> {
              ModelCase model = draw.first(choices.fork(k));
              String name = "model " + k + " of seed " + source.seed();
              return Arguments.of(alone ? Named.of(name, model.graph()) : Named.of(name, model));
            });
  }
}
