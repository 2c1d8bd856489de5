package dev.assay.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of {@code docs/architecture.md} that a machine can check. */
final class ArchitectureTest {
  private static final String OURS = "dev.assay..";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.assay");

  @Test
  void theScanSeesEveryModule() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName))
        .contains(
            "dev.assay.generator",
            "dev.assay.oracle",
            "dev.assay.corpus",
            "dev.assay.verify",
            "dev.assay.testkit",
            "dev.assay.cli",
            "dev.assay.backends.worker",
            "dev.assay.backends.install",
            "dev.assay.backends.onnxruntime",
            "dev.assay.backends.openvino",
            "dev.assay.backends.tract",
            "dev.assay.backends.opencv",
            "dev.assay.backends.tflite",
            "dev.assay.backends.reference",
            "dev.assay.backends.faulty",
            "dev.assay.backends.emitter",
            "dev.assay.backends.tensorflow",
            "dev.assay.backends.torch",
            "dev.assay.backends.tvm4j")
        .anyMatch(name -> name.startsWith("dev.assay.core"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "core : core",
        "generator : core",
        "oracle : core",
        "corpus : core",
        "verify : core",
        "backends.worker : core",
        "backends.install : core, backends.worker",
        "backends.onnxruntime : core, backends.worker",
        "backends.foreign : core",
        "backends.openvino : core, backends.worker, backends.foreign",
        "backends.tract : core, backends.worker, backends.foreign",
        "backends.opencv : core, backends.worker",
        "backends.tflite : core, backends.worker, backends.emitter",
        "backends.reference : core, backends.worker",
        "backends.tvm4j : core, backends.worker",
        "backends.faulty : core, backends.worker, backends.reference",
        "backends.emitter : core",
        "backends.tensorflow : core, backends.worker, backends.emitter",
        "backends.torch : core, backends.worker, backends.emitter",
        "testkit : core, generator, oracle, corpus, verify, backends.worker",
        "cli : core, generator, oracle, corpus, verify, backends.worker, backends.install",
      })
  void dependenciesPointOneWay(String module, String allowed) {
    String[] seen =
        Stream.of((module + "," + allowed).split(","))
            .map(name -> "dev.assay." + name.strip() + "..")
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.assay." + module + "..")
            .should()
            .dependOnClassesThat(resideInAPackage(OURS).and(resideOutsideOfPackages(seen))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "com.microsoft.z3.. : dev.assay.generator.. : dev.assay.verify.solver..",
        "net.jqwik.. : dev.assay.testkit.. : dev.assay.testkit..",
        "org.eclipse.aether.. : dev.assay.backends.install.. : dev.assay.backends.install..",
        "org.tensorflow.. : dev.assay.backends.tensorflow.. : dev.assay.backends.tensorflow..",
        "org.bytedeco.pytorch.. : dev.assay.backends.torch.. : dev.assay.backends.torch..",
        "ai.onnxruntime.. : dev.assay.backends.onnxruntime.. : dev.assay.backends.onnxruntime..",
        "org.eclipse.elk.. : dev.assay.cli.picture.. : dev.assay.cli.picture..",
        "org.apache.tvm.. : dev.assay.backends.tvm4j.. : dev.assay.backends.tvm4j..",
      })
  void aLibraryIsSeenOnlyWhereItBelongs(String library, String home, String otherHome) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(home, otherHome)
            .should()
            .dependOnClassesThat(resideInAPackage(library)));
  }

  @Test
  void onlyTheCommandLineAndTheWorkerUseTheStandardStreams() {
    check(
        noClasses()
            .that(resideOutsideOfPackages("dev.assay.cli..", "dev.assay.backends.worker.."))
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err"));
  }

  @Test
  void onlyChoicesIsRandom() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.assay.core.Choices")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class)
            .orShould()
            .dependOnClassesThat(resideInAPackage("java.util.random.."))
            .orShould()
            .callMethod(Math.class, "random"));
  }

  /** That it calculates with integers alone, a test beside it says. */
  @Test
  void theCheckerOfCertificatesSeesNothingOfTheSearch() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.assay.verify.check..")
            .should()
            .dependOnClassesThat(
                resideOutsideOfPackages(
                    "java..",
                    "org.jspecify..",
                    "com.google.protobuf..",
                    "dev.assay.core..",
                    "dev.assay.verify.check..",
                    "dev.assay.verify.certificate.proto..",
                    "dev.assay.verify.exact..",
                    "dev.assay.verify.property..")));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
