package dev.assay.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Witness;
import dev.assay.corpus.Conformance.Ending;
import dev.assay.corpus.Conformance.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** ONNX's own node tests hold for the value reading, but for the listed exceptions. */
class ConformanceTest {

  @Test
  void onnxsNodeTestsHold() {
    Optional<Path> file = Conformance.nodeTests();
    assumeTrue(file.isPresent(), "there is no ../shared/data/onnx-node-tests.zip");
    Map<String, String> exceptions = Conformance.exceptions();
    List<String> failures = new ArrayList<>();
    List<String> exceptionsThatPass = new ArrayList<>();
    List<Result> results = new ArrayList<>();
    Conformance.each(
        file.get(),
        test -> {
          Result result = Conformance.run(test);
          results.add(result);
          boolean excepted = exceptions.containsKey(result.name());
          if (result.ending() == Ending.FAILED && !excepted) {
            failures.add(result.name() + ": " + result.detail());
          }
          if (result.ending() != Ending.FAILED && excepted) {
            exceptionsThatPass.add(result.name());
          }
        });
    assertThat(failures).isEmpty();
    assertThat(exceptionsThatPass).isEmpty();
    assertThat(results.stream().map(Result::name)).containsAll(exceptions.keySet());
    assertThat(Conformance.borneOut(results))
        .as("witness-onnx-tests.txt, which ConformanceReport --witness writes")
        .isEqualTo(Witness.ONNX_TESTS.definitions())
        .hasSizeGreaterThan(100);
  }

  @Test
  void everyModelReturnsFromItsBytes() {
    Optional<Path> file = Conformance.nodeTests();
    assumeTrue(file.isPresent(), "there is no ../shared/data/onnx-node-tests.zip");
    Conformance.each(
        file.get(),
        test -> {
          if (!Conformance.isRefused(test)) {
            byte[] bytes = OnnxFromGraph.of(GraphFromOnnx.of(test.model()));
            assertThat(OnnxFromGraph.of(GraphFromOnnx.of(bytes))).as(test.name()).isEqualTo(bytes);
          }
        });
  }

  @Test
  void everyExceptionHasItsReason() {
    assertThat(Conformance.exceptions().values()).allMatch(why -> !why.isBlank());
  }
}
