package dev.assay.testkit.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.assay.testkit.ModelCase;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/**
 * What came of a property that fails, as it should.
 *
 * @param said the error's message
 * @param least the smallest case, as it was kept
 */
record Failing(String said, ModelCase least) {

  /** Runs a property of a {@link ForAll} model; it must fail. */
  static Failing of(Class<?> properties, String name) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(properties, name, ModelCase.class.getName()))
                .filters(EngineFilter.includeEngines("jqwik"))
                .build(),
            listener);
    List<Failure> failures = listener.getSummary().getFailures();
    assertThat(failures).hasSize(1);
    String folder = "target/assay-cases/" + properties.getCanonicalName() + "." + name;
    String said = String.valueOf(failures.get(0).getException().getMessage());
    assertThat(said).contains("case     : " + folder, "replay   : ");
    return new Failing(said, ModelCase.read(Path.of(folder)));
  }
}
