package dev.assay.core.operator;

import static dev.assay.core.expr.Stage.given;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.UINT8;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.tensor.Tensor;
import java.util.List;

/** Operators that read files of images. */
final class Images {
  private Images() {}

  /** An image as (height, width, channels), from the bytes of its file. */
  static final Operator IMAGE_DECODER =
      operator(
          "ImageDecoder",
          20,
          "encoded_stream -> image",
          op -> {
            op.input("encoded_stream", UINT8, 1);
            String format = op.word("pixel_format", "RGB", "BGR", "Grayscale");
            Dim channels = Dim.dim(format.equals("Grayscale") ? 1 : 3);
            Dims shape = Dims.of(op.unknown("height"), op.unknown("width"), channels);
            op.output("image", given("image", UINT8, shape));
            op.opaque("it reads a file", in -> List.of(decoded(in.get(0), format)));
          });

  private static Tensor decoded(Tensor stream, String format) {
    byte[] bytes = new byte[stream.size()];
    for (int k = 0; k < bytes.length; k++) {
      bytes[k] = (byte) stream.integers()[k];
    }
    Picture picture = Picture.of(bytes);
    return switch (format) {
      case "RGB" -> picture.colours(false).tensor();
      case "BGR" -> picture.colours(true).tensor();
      default -> picture.gray().tensor();
    };
  }

  static final List<Operator> ALL = List.of(IMAGE_DECODER);
}
