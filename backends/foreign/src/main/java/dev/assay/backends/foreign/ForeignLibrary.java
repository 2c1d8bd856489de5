package dev.assay.backends.foreign;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A native library with a C interface, found in the folder of an unpacked wheel.
 *
 * <p>Arguments of calls are what JNA takes: numbers, strings, pointers and arrays.
 */
public final class ForeignLibrary {
  private final NativeLibrary library;

  private ForeignLibrary(NativeLibrary library) {
    this.library = library;
  }

  /**
   * Loads the library.
   *
   * @param property the system property that names the folder
   * @param file a regular expression for the name of the library's file
   * @throws IllegalStateException if it is not there
   */
  public static ForeignLibrary open(String property, String file) {
    String folder = System.getProperty(property);
    if (folder == null) {
      throw new IllegalStateException(
          "nobody says where the native library is\n  required : the system property "
              + property
              + ", a folder with the wheel's files in it");
    }
    Path found =
        find(Path.of(folder), Pattern.compile(file))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the native library is not there\n  required : a file "
                            + file
                            + " in "
                            + folder));
    return new ForeignLibrary(NativeLibrary.getInstance(found.toString()));
  }

  private static Optional<Path> find(Path folder, Pattern file) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(f -> file.matcher(f.getFileName().toString()).matches()).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Calls a function that gives a status. */
  public int status(String function, Object... arguments) {
    return library.getFunction(function).invokeInt(arguments);
  }

  /** Calls a function that gives a text, which stays its own. */
  public String text(String function, Object... arguments) {
    Pointer text = library.getFunction(function).invokePointer(arguments);
    return text == null ? "" : text.getString(0, "UTF-8");
  }

  /** Calls a function that gives nothing. */
  public void call(String function, Object... arguments) {
    library.getFunction(function).invokeVoid(arguments);
  }
}
