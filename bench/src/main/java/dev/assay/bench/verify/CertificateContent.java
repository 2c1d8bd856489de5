package dev.assay.bench.verify;

import dev.assay.verify.certificate.DigestedFile;
import dev.assay.verify.certificate.proto.Certificates.Head;
import dev.assay.verify.certificate.proto.Certificates.Step;
import dev.assay.verify.certificate.proto.Certificates.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The messages of a certificate, to be changed.
 *
 * @param scales those of the head
 */
record CertificateContent(Head head, List<Integer> scales, List<Steps> trees) {
  private static final int DIGEST = 32;

  /** A tree with its steps. */
  record Steps(Tree tree, List<Step> steps) {
    /** The place after the whole part that begins with a step. */
    int end(int from) {
      int place = from;
      for (int open = 1; open > 0; place++) {
        open += steps.get(place).hasSplit() ? 1 : -1;
      }
      return place;
    }
  }

  static CertificateContent read(Path file) throws IOException {
    try (InputStream packed = Files.newInputStream(file)) {
      packed.skipNBytes(DIGEST);
      InputStream in = new GZIPInputStream(packed);
      Head head = Head.parseDelimitedFrom(in);
      List<Steps> trees = new ArrayList<>();
      for (Tree t = Tree.parseDelimitedFrom(in); t != null; t = Tree.parseDelimitedFrom(in)) {
        List<Step> steps = new ArrayList<>();
        for (int open = 1; open > 0; ) {
          Step step = Step.parseDelimitedFrom(in);
          open += step.hasSplit() ? 1 : -1;
          steps.add(step);
        }
        trees.add(new Steps(t, steps));
      }
      return new CertificateContent(head, new ArrayList<>(head.getScalesList()), trees);
    }
  }

  /** Writes it, with its digest made anew. */
  void write(Path file) throws IOException {
    try (DigestedFile to = new DigestedFile(file)) {
      OutputStream out = to.content();
      head.toBuilder().clearScales().addAllScales(scales).build().writeDelimitedTo(out);
      for (Steps s : trees) {
        s.tree.writeDelimitedTo(out);
        for (Step step : s.steps) {
          step.writeDelimitedTo(out);
        }
      }
    }
  }
}
