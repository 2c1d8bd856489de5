package dev.assay.cli.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Where the issues of a system are kept: its repository on GitHub. */
record Tracker(String repository) {
  private static final Map<String, String> REPOSITORIES =
      Map.of(
          "onnxruntime", "microsoft/onnxruntime",
          "tvm", "apache/tvm",
          "tvm4j", "apache/tvm",
          "tensorflow", "tensorflow/tensorflow",
          "torch", "pytorch/pytorch",
          "tflite", "google-ai-edge/LiteRT",
          "openvino", "openvinotoolkit/openvino",
          "tract", "sonos/tract",
          "opencv", "opencv/opencv");

  /** That of a backend; empty where Assay does not know it. */
  static Optional<Tracker> of(String backend) {
    return Optional.ofNullable(REPOSITORIES.get(backend)).map(Tracker::new);
  }

  /** A link to the issues and changes that have these words. */
  String search(String words) {
    return "https://github.com/"
        + repository
        + "/issues?q="
        + URLEncoder.encode(words, StandardCharsets.UTF_8);
  }
}
