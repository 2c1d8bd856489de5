package dev.assay.backends.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The GPU of NVIDIA that a machine has, as Linux shows it: looked for before half a gigabyte is
 * fetched for it.
 *
 * @param driver where the driver says its release
 * @param devices the folder of device files
 */
record Gpu(Path driver, Path devices) {

  static Gpu ofThisMachine() {
    return new Gpu(Path.of("/proc/driver/nvidia/version"), Path.of("/dev"));
  }

  /** What it lacks, as facts; empty where driver and device are there. */
  Optional<String> missing() {
    if (Files.exists(devices.resolve("dxg"))) {
      return Optional.empty(); // Windows has the driver, and its Linux a part of it
    }
    if (!Files.exists(driver)) {
      return Optional.of(
          facts("no driver, since " + driver + " is not there", "NVIDIA's driver for Linux"));
    }
    return hasDevice()
        ? Optional.empty()
        : Optional.of(
            facts(
                "a driver, and no device " + devices.resolve("nvidia0"),
                "a container that is given the GPU (docker run --gpus all)"));
  }

  private boolean hasDevice() {
    try (Stream<Path> files = Files.list(devices)) {
      return files.anyMatch(f -> f.getFileName().toString().matches("nvidia[0-9]+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String facts(String but, String wayOut) {
    return "\n  required : an NVIDIA GPU and its driver\n  but      : "
        + but
        + "\n  way out  : a machine with a GPU, "
        + wayOut;
  }
}
