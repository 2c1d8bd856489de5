package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Properties run beside JUnit's own tests in this build. */
final class JqwikRunsTest {
  @Property(tries = 10)
  void propertiesAreTried(@ForAll int any) {
    assertThat(Integer.reverse(Integer.reverse(any))).isEqualTo(any);
  }
}
