package dev.assay.backends.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendPropertiesTest {
  @TempDir Path folder;

  private BackendProperties read(Map<String, String> options, String... lines) {
    Registry.write(folder.resolve(BackendProperties.FILE), String.join("\n", lines));
    return BackendProperties.read(folder, options);
  }

  private BackendProperties read(String... lines) {
    return read(Map.of(), lines);
  }

  @Test
  void whatSaysNothingIsComplete() {
    BackendProperties properties = BackendProperties.read(folder, Map.of());
    assertThat(properties.hasReleases()).isFalse();
    assertThat(properties.title()).isEqualTo(folder.getFileName().toString());
  }

  @Test
  void theValueOfAnOptionStandsInAnAssignmentThatIsLeftOutWithoutIt() {
    String[] lines = {"environment=A={disable},z B={cache}"};
    assertThat(read(Map.of("disable", "x;y"), lines).environment())
        .containsExactly("A=x,y,z", "B={cache}");
    assertThat(read(Map.of(), lines).environment()).containsExactly("B={cache}");
  }

  @Test
  void variablesMayHangOnAnOption() {
    String[] lines = {"environment=A=1 B=2", "environment.opt.xla=B=3"};
    assertThat(read(Map.of("opt", "xla"), lines).environment())
        .containsExactly("A=1", "B=2", "B=3");
    assertThat(read(Map.of("opt", "off"), lines).environment()).containsExactly("A=1", "B=2");
  }

  @Test
  void addressesAreUnlimitedOnCondition() {
    String[] lines = {"unlimited=target=cuda", "gpu=provider=cuda provider=tensorrt"};
    assertThat(read(Map.of("target", "cuda"), lines).unlimited()).isTrue();
    assertThat(read(Map.of("target", "cuda"), lines).gpu()).isFalse();
    assertThat(read(Map.of("provider", "tensorrt"), lines).unlimited()).isTrue();
    assertThat(read(Map.of("provider", "tensorrt"), lines).gpu()).isTrue();
    assertThat(read(Map.of("provider", "cpu"), lines).unlimited()).isFalse();
  }

  @Test
  void artifactsMayHangOnAnOption() {
    String[] lines = {
      "maven=a:b:1", "megabytes=5", "maven.provider.cuda=a:b_gpu:1", "megabytes.provider.cuda=500"
    };
    BackendProperties usual = read(lines);
    assertThat(usual.maven()).containsExactly("a:b:1");
    assertThat(usual.replaced()).isEmpty();
    BackendProperties gpu = read(Map.of("provider", "cuda"), lines);
    assertThat(gpu.maven()).containsExactly("a:b_gpu:1");
    assertThat(gpu.replaced()).containsExactly("a:b:1");
    assertThat(gpu.megabytes()).isEqualTo(500);
  }

  @Test
  void anUnknownKeyIsAMistake() {
    assertThatThrownBy(() -> read("mavn=a:b:c")).hasMessageContaining("but      : mavn");
    assertThatThrownBy(() -> read("megabytes=many")).hasMessageContaining("but      : many");
    assertThatThrownBy(() -> read("environment=A")).hasMessageContaining("NAME=VALUE");
  }

  @Test
  void platformsAreNamedAsByJavaCpp() {
    assertThat(Platform.name("Linux", "amd64")).isEqualTo("linux-x86_64");
    assertThat(Platform.name("Mac OS X", "aarch64")).isEqualTo("macosx-arm64");
    assertThat(Platform.name("Windows 11", "amd64")).isEqualTo("windows-x86_64");
  }
}
