package dev.assay.backends.tvm4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tvm.global.tvm_runtime;

/**
 * TVM's native libraries, unpacked once by JavaCPP into the folder of the release in the cache.
 *
 * <p>JavaCPP's library for TVM's C interface holds TVM4J's own functions too; a link gives it the
 * name by which TVM4J looks for it on the library path.
 */
final class NativeLibraries {
  private NativeLibraries() {}

  /** Loads them; must precede the first use of TVM4J. */
  static void load(Path release) {
    System.setProperty("org.bytedeco.javacpp.cachedir", release.resolve("javacpp").toString());
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0"); // TVM's memory is not Java's
    Path library = Path.of(Loader.load(tvm_runtime.class));
    System.setProperty("libtvm.so.path", library.resolveSibling("libtvm_runtime.so").toString());
    try {
      Path path = Files.createDirectories(release.resolve("tvm4j"));
      link(path.resolve(System.mapLibraryName("tvm4j")), library);
    } catch (IOException e) {
      throw new UncheckedIOException("TVM4J's library cannot be put in place", e);
    }
  }

  private static void link(Path name, Path library) throws IOException {
    try {
      Files.createSymbolicLink(name, library);
    } catch (FileAlreadyExistsException e) {
      return; // by another worker
    }
  }
}
