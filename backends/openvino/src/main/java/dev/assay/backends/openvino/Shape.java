package dev.assay.backends.openvino;

import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import org.jspecify.annotations.Nullable;

/** OpenVINO's {@code ov_shape_t}, which is passed by value. */
@FieldOrder({"rank", "sizes"})
public final class Shape extends Structure implements Structure.ByValue {
  public long rank;
  public @Nullable Pointer sizes;

  Shape(int rank, Pointer sizes) {
    this.rank = rank;
    this.sizes = sizes;
  }
}
