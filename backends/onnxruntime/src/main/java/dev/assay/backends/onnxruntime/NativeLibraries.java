package dev.assay.backends.onnxruntime;

import dev.assay.backends.worker.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * ONNX Runtime's native libraries, unpacked once into the cache instead of at each start of a
 * worker (which takes longer than all else in it).
 */
final class NativeLibraries {
  private static final String PROPERTY = "onnxruntime.native.path";

  private NativeLibraries() {}

  /** Unpacks them unless that is done, and tells ONNX Runtime; must precede its first use. */
  static void prepare() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    try {
      Path jar = OrtRelease.jar();
      if (Files.isRegularFile(jar)) {
        String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
        String key = name + "-" + Files.size(jar) + "-" + platform();
        Path libraries =
            CacheFolder.make(
                "native/" + key, at -> unpack(jar, "ai/onnxruntime/native/" + platform(), at));
        System.setProperty(PROPERTY, libraries.toString());
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "the native libraries of ONNX Runtime cannot be unpacked\n  required : a folder to write to, "
              + CacheFolder.path()
              + "\n  but      : "
              + e,
          e);
    }
  }

  private static void unpack(Path jar, String folder, Path at) throws IOException {
    Files.createDirectory(at);
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        int slash = entry.getName().lastIndexOf('/');
        if (!entry.isDirectory()
            && entry.getName().substring(0, Math.max(0, slash)).equals(folder)) {
          try (InputStream in = file.getInputStream(entry)) {
            Files.copy(in, at.resolve(entry.getName().substring(slash + 1)));
          }
        }
      }
    }
  }

  /** The platform as ONNX Runtime names it in its jar. */
  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    String machine = System.getProperty("os.arch");
    return system + "-" + (machine.equals("amd64") || machine.equals("x86_64") ? "x64" : machine);
  }
}
