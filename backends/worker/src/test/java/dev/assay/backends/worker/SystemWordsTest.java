package dev.assay.backends.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.backend.Outcome.Status;
import org.junit.jupiter.api.Test;

class SystemWordsTest {
  private static final SystemWords WORDS = new SystemWords("not supported|unknown op");

  @Test
  void whatASystemHasNotIsUnsupportedAndAllElseAnError() {
    assertThat(WORDS.status("Unknown op: Frobnicate")).isEqualTo(Status.UNSUPPORTED);
    assertThat(WORDS.status("Axis 3 is out of range")).isEqualTo(Status.ERROR);
  }

  @Test
  void foldersAddressesAndLineBreaksAreCleanedAway() {
    assertThat(
            SystemWords.clean(
                "Check 'false' failed at src/core/src/node.cpp:42\n\n at 0x7f00deadbeef in"
                    + " /build/tract/core/plan.rs:7 of node /model/layer/Conv, 0x10"))
        .isEqualTo(
            "Check 'false' failed at node.cpp:42 at 0x? in plan.rs:7 of node /model/layer/Conv,"
                + " 0x10");
  }

  @Test
  void longMessagesAreCut() {
    assertThat(SystemWords.clean("x".repeat(5000))).hasSize(1003).endsWith("...");
  }

  /** A pattern that tries all ways to cut a long word into folders would never end. */
  @Test
  void aLongWordIsReadThroughAtOnce() {
    String word = "a.b-c_d+".repeat(2000);
    assertThat(SystemWords.clean(word + "/x.cc")).isEqualTo("x.cc");
    assertThat(SystemWords.clean(word)).startsWith("a.b-c_d+").endsWith("...");
  }
}
