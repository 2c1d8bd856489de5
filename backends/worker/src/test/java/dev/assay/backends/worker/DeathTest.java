package dev.assay.backends.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeathTest {
  private static final String HEAD =
      "#\n# A fatal error has been detected by the Java Runtime Environment:\n#\n";

  @Test
  void aSignalIsNamedWithItsPlaceAndWithoutAddresses() {
    String report =
        HEAD
            + "#  SIGSEGV (0xb) at pc=0x00007f0000001234, pid=99, tid=100\n#\n# JRE version: 17\n"
            + "# Problematic frame:\n# C  [libonnxruntime.so+0x8d2f10]  onnxruntime::Foo+0x20\n#\n";
    assertThat(Death.of(1, report, ""))
        .isEqualTo("SIGSEGV at libonnxruntime.so+0x8d2f10 in onnxruntime::Foo");
  }

  @Test
  void aFrameWithoutALibraryIsGivenAsItStands() {
    String report =
        HEAD + "#  SIGILL (0x4) at pc=0x1, pid=9, tid=9\n# Problematic frame:\n# V  [unknown]\n";
    assertThat(Death.of(1, report, "")).isEqualTo("SIGILL at V  [unknown]");
  }

  @Test
  void errorsOfTheVirtualMachineAreTold() {
    assertThat(Death.of(1, HEAD + "#  Internal Error (heap.cpp:12), pid=9\n", ""))
        .isEqualTo("Internal Error");
    assertThat(Death.of(1, "# There is insufficient memory for the Java Runtime Environment\n", ""))
        .isEqualTo("no native memory left");
  }

  @Test
  void withoutAReportTheExitCodeSpeaks() {
    assertThat(Death.of(134, "", "")).isEqualTo("SIGABRT");
    assertThat(Death.of(137, "", "")).isEqualTo("SIGKILL");
    assertThat(Death.of(3, "", "")).isEqualTo("exit 3");
  }

  @Test
  void theLastLinesFollowWithoutThoseOfTheReport() {
    String words = "1\n2\n# HotSpot\n3\n4\n\n5\n6\n7\nterminate called\n";
    assertThat(Death.of(134, "", words))
        .isEqualTo("SIGABRT\n  3\n  4\n  5\n  6\n  7\n  terminate called");
  }
}
