package dev.assay.backends.torch;

import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file that LibTorch loads a module from: a zip archive, not compressed, of the module's class
 * as text, its state, and the tensors that the text calls {@code CONSTANTS.c0} and so on.
 */
final class Archive {
  /**
   * The version of operators that the text is written in; no older one's are put in their place.
   */
  private static final String VERSION = "10\n";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  private Archive() {
    zip.setMethod(ZipOutputStream.STORED);
  }

  static byte[] of(Script script) {
    Archive archive = new Archive();
    try (archive.zip) {
      archive.add("data.pkl", Pickle.module("__torch__", "Model"));
      archive.add("code/__torch__.py", module(script).getBytes(StandardCharsets.UTF_8));
      archive.add("constants.pkl", Pickle.tensors(script.constants()));
      List<Tensor> constants = script.constants();
      for (int k = 0; k < constants.size(); k++) {
        archive.add("constants/" + k, TensorBytes.of(constants.get(k)));
      }
      archive.add("version", VERSION.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return archive.bytes.toByteArray();
  }

  private static String module(Script script) {
    StringBuilder text =
        new StringBuilder(
            "class Model(Module):\n"
                + "  __parameters__ = []\n"
                + "  __buffers__ = []\n"
                + "  training : bool\n"
                + "  def "
                + Script.NAME
                + "(self: __torch__.Model");
    script.inputs().forEach(name -> text.append(", ").append(name).append(": Tensor"));
    return text.append(") -> List[Tensor]:\n").append(script.body()).toString();
  }

  private void add(String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry("model/" + name);
    CRC32 sum = new CRC32();
    sum.update(content);
    entry.setCrc(sum.getValue());
    entry.setSize(content.length);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
