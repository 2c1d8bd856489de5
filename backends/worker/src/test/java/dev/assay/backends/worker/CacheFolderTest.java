package dev.assay.backends.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir Path cache;

  @BeforeEach
  void useAnOwnCache() {
    System.setProperty("assay.cache", cache.toString());
  }

  @AfterEach
  void useTheUsualCache() {
    System.clearProperty("assay.cache");
  }

  @Test
  void whatIsThereIsNotMadeAgain() throws Exception {
    Path made = CacheFolder.make("a/b.txt", at -> Files.writeString(at, "first"));
    assertThat(CacheFolder.make("a/b.txt", at -> Files.writeString(at, "second"))).isEqualTo(made);
    assertThat(made).hasContent("first").isEqualTo(cache.resolve("a/b.txt"));
  }

  @Test
  void ofTwoThatMakeAFolderAtOnceOneWins() throws Exception {
    CyclicBarrier bothMade = new CyclicBarrier(2);
    CacheFolder.Maker maker =
        at -> {
          Files.createDirectory(at);
          Files.writeString(at.resolve("library.so"), "code");
          try {
            bothMade.await();
          } catch (Exception e) {
            throw new IOException(e);
          }
        };
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Future<Path>> made = new ArrayList<>();
      for (int k = 0; k < 2; k++) {
        made.add(two.submit(() -> CacheFolder.make("native/x", maker)));
      }
      assertThat(made.get(0).get()).isEqualTo(made.get(1).get());
      assertThat(made.get(0).get().resolve("library.so")).hasContent("code");
    } finally {
      two.shutdownNow();
    }
    assertThat(list(cache.resolve("native"))).containsExactly("x");
  }

  @Test
  void whatFailsLeavesNothing() throws Exception {
    assertThatThrownBy(
            () ->
                CacheFolder.make(
                    "native/y",
                    at -> {
                      Files.createDirectory(at);
                      throw new IOException("no space");
                    }))
        .hasMessage("no space");
    assertThat(list(cache.resolve("native"))).isEmpty();
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }
}
