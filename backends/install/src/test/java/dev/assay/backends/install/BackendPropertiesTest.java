package dev.assay.backends.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendPropertiesTest {
  @TempDir Path folder;

  private BackendProperties read(String... lines) {
    Registry.write(folder.resolve(BackendProperties.FILE), String.join("\n", lines));
    return BackendProperties.read(folder);
  }

  @Test
  void whatSaysNothingIsComplete() {
    BackendProperties properties = BackendProperties.read(folder);
    assertThat(properties.hasReleases()).isFalse();
    assertThat(properties.title()).isEqualTo(folder.getFileName().toString());
  }

  @Test
  void variablesMayHangOnAnOption() {
    BackendProperties properties = read("environment=A=1 B=2", "environment.opt.xla=B=3");
    assertThat(properties.environment(Map.of("opt", "xla"))).containsExactly("A=1", "B=2", "B=3");
    assertThat(properties.environment(Map.of("opt", "off"))).containsExactly("A=1", "B=2");
  }

  @Test
  void addressesAreUnlimitedOnCondition() {
    BackendProperties properties = read("unlimited=provider=cuda");
    assertThat(properties.isUnlimited(Map.of("provider", "cuda"))).isTrue();
    assertThat(properties.isUnlimited(Map.of("provider", "cpu"))).isFalse();
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
