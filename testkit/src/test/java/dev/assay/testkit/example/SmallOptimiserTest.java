package dev.assay.testkit.example;

import static dev.assay.testkit.Onnx.assertThatModel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.assay.core.graph.Node;
import dev.assay.testkit.ModelCase;
import dev.assay.testkit.ModelSource;
import dev.assay.testkit.OnnxModel;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** The testkit finds the bug in an optimiser, and no other. */
final class SmallOptimiserTest {

  @Property(tries = 100)
  void theCarefulOneKeepsWhatAModelComputes(
      @ForAll
          @OnnxModel(
              nodes = 8,
              ops = {"Transpose", "Identity", "Relu", "Clip", "Add", "Softmax", "ReduceSum"})
          ModelCase model) {
    assertThatModel(model).survives(new SmallOptimiser(true));
  }

  @ParameterizedTest
  @ModelSource(count = 30, nodes = 5)
  void theCarefulOneKeepsWhatModelsOfAllOperatorsCompute(ModelCase model) {
    assertThatModel(model).survives(new SmallOptimiser(true));
  }

  @Test
  void theBugIsFoundAndShrunkToTwoTransposes() {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(CarelessOptimiserProperties.class))
                .filters(EngineFilter.includeEngines("jqwik"))
                .build(),
            listener);
    List<Failure> failures = listener.getSummary().getFailures();
    assertThat(failures).hasSize(1);
    String said = String.valueOf(failures.get(0).getException().getMessage());
    String folder =
        "target/assay-cases/"
            + CarelessOptimiserProperties.class.getCanonicalName()
            + ".keepsWhatAModelComputes";
    assertThat(said).contains("required :", "but      :", "case     : " + folder, "replay   : ");
    ModelCase least = ModelCase.read(Path.of(folder));
    assertThat(least.graph().nodes().stream().map(Node::operator))
        .as("%s", least)
        .containsExactly("Transpose", "Transpose");
    assertThat(said).endsWith(new SmallOptimiser(false).apply(least.graph()).toString());
  }
}
