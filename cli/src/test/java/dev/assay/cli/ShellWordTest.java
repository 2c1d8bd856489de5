package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ShellWordTest {
  @Test
  void aPlainWordStaysAsItIs() {
    assertThat(ShellWord.of("/a/b-1.2:opt=all,x")).isEqualTo("/a/b-1.2:opt=all,x");
  }

  @Test
  void anyOtherIsQuoted() {
    assertThat(ShellWord.of("a b;c")).isEqualTo("'a b;c'");
    assertThat(ShellWord.of("it's")).isEqualTo("'it'\\''s'");
  }

  @Test
  void aLineOfWordsIsTakenApartAgain() {
    List<String> words =
        List.of("assay", "a b;c", "it's", "'", "--backend", "faulty:fault=x;y,opt=all");
    String line = words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    assertThat(ShellWord.split(line)).isEqualTo(words);
  }
}
