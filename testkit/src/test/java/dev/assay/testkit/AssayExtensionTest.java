package dev.assay.testkit;

import static dev.assay.testkit.Onnx.assertThatModel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.assay.core.Choices;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Each invocation of a parameterised test keeps its own case. */
final class AssayExtensionTest {

  /** Fails each time. */
  static final class Always {
    @ParameterizedTest
    @ModelSource(count = 2, nodes = 2)
    void fails(ModelCase model) {
      assertThatModel(model).staysWithinEnclosure(List.of());
    }
  }

  @Test
  void noInvocationOverwritesTheCaseOfAnother() {
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Always.class))
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build());
    ModelDraw draw = ModelArbitrary.STANDARD.nodes(2).draw();
    for (int k = 0; k < 2; k++) {
      Path folder =
          Path.of("target/assay-cases/" + Always.class.getCanonicalName() + ".fails-" + (k + 1));
      assertThat(ModelCase.read(folder).graph().nodes())
          .isEqualTo(draw.first(Choices.of(1).fork(k)).graph().nodes());
    }
  }
}
