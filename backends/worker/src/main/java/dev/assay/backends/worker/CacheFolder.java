package dev.assay.backends.worker;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder for what can be made again, shared by all of a user's processes.
 *
 * <p>It is the one that the system property {@code assay.cache} names, or else {@code assay} in
 * {@code XDG_CACHE_HOME}, or else {@code ~/.cache/assay}.
 */
public final class CacheFolder {
  private static final String MAKING = "making-";

  private CacheFolder() {}

  /** Makes the contents of a folder or file at a path that is the maker's alone. */
  @FunctionalInterface
  public interface Maker {
    void make(Path at) throws IOException;
  }

  public static Path path() {
    String own = System.getProperty("assay.cache");
    if (own != null) {
      return Path.of(own);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    return xdg != null && !xdg.isEmpty()
        ? Path.of(xdg, "assay")
        : Path.of(System.getProperty("user.home"), ".cache", "assay");
  }

  /**
   * The folder or file of a name in the cache, made if it is not there. Nobody ever sees it half
   * made, and of two processes that make it at once one wins and the other uses what is there.
   */
  public static Path make(String name, Maker maker) throws IOException {
    Path target = path().resolve(name);
    if (Files.exists(target)) {
      return target;
    }
    Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
    Path working = Files.createTempDirectory(parent, MAKING);
    try {
      Path made = working.resolve(target.getFileName());
      maker.make(made);
      try {
        Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileSystemException e) {
        if (!Files.exists(target)) {
          throw e;
        }
      }
      return target;
    } finally {
      delete(working);
    }
  }

  /**
   * Deletes what killed processes left half made in a folder of the cache. Only for one who keeps
   * all others from making something there meanwhile.
   */
  public static void sweep(Path folder) throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left = files.filter(f -> f.getFileName().toString().startsWith(MAKING)).toList();
    }
    for (Path half : left) {
      delete(half);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
