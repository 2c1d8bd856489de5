package dev.assay.core.onnx;

import dev.assay.core.onnx.proto.Onnx.StringStringEntryProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files beside a model in which it keeps large tensors.
 *
 * @param folder where the model lies; null where it came as bytes
 */
record ExternalData(@Nullable Path folder) {

  /** Tensors must come with their data. */
  static final ExternalData NONE = new ExternalData(null);

  /**
   * The bytes of a tensor.
   *
   * @param length how many the tensor's type and shape ask for
   */
  ByteBuffer read(TensorProto tensor, int length, String where) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto e : tensor.getExternalDataList()) {
      entries.put(e.getKey(), e.getValue());
    }
    Path file = file(entries.getOrDefault("location", ""), where);
    try (FileChannel channel = FileChannel.open(file)) {
      long offset = number(entries, "offset", 0, where);
      long given = number(entries, "length", length, where);
      if (given != length || offset > channel.size() - length) {
        throw Refusal.of(
            "the external data of a tensor does not fit it",
            "required",
            length + " bytes",
            "but",
            "length " + given + " at offset " + offset + " of a file of " + channel.size(),
            "file",
            file.toString(),
            "at",
            where);
      }
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
      return bytes.flip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String location, String where) {
    if (folder == null) {
      throw Refusal.of(
          "a tensor lies outside the model",
          "required",
          "the path of the model, to find its data beside it",
          "but",
          "only the model's bytes are known; the tensor is in \"" + location + "\"",
          "at",
          where);
    }
    try {
      Path file = folder.resolve(location).normalize();
      if (location.isEmpty() || !Files.isRegularFile(file)) {
        throw Refusal.of(
            "the external data of a tensor is missing",
            "required",
            "a file beside the model",
            "but",
            "\"" + location + "\" is none",
            "at",
            where);
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw Refusal.of(
            "the external data of a tensor lies outside the model's folder",
            "required",
            "a path below " + folder,
            "but",
            "\"" + location + "\"",
            "at",
            where);
      }
      return file;
    } catch (InvalidPathException e) {
      throw Refusal.of("the external data of a tensor has no path", "but", location, "at", where);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(
      Map<String, String> entries, String key, long otherwise, String where) {
    String text = entries.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw Refusal.of(
          "the external data of a tensor has a wrong " + key,
          "required",
          "a number",
          "but",
          "\"" + text + "\"",
          "at",
          where);
    }
    return Long.parseLong(text);
  }
}
