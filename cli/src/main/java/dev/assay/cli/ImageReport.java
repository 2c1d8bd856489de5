package dev.assay.cli;

import dev.assay.core.onnx.OnnxFromTensor;
import dev.assay.core.tensor.Tensor;
import dev.assay.verify.image.Adversary;
import dev.assay.verify.image.Image;
import dev.assay.verify.image.ImageAnswer;
import dev.assay.verify.image.LayerAnswer;
import dev.assay.verify.image.Manipulation;
import dev.assay.verify.image.Searched;
import dev.assay.verify.robustness.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Tells what came of an image and its manipulations, and writes the adversarial one. */
final class ImageReport {
  private final CommandLine line;
  private final Image image;
  private final Manipulation family;
  private final Path folder;
  private final WitnessReplay replay;

  ImageReport(
      CommandLine line, Image image, Manipulation family, Path folder, WitnessReplay replay) {
    this.line = line;
    this.image = image;
    this.family = family;
    this.folder = folder;
    this.replay = replay;
  }

  /** Tells the answer; gives the exit code. */
  int tell(ImageAnswer answer, double seconds, boolean json) {
    Optional<Integer> replayed = answer.adversary().flatMap(this::replayed);
    List<String> files = answer.adversary().map(this::write).orElse(List.of());
    if (json) {
      object(answer, replayed, files, seconds);
    } else {
      text(answer, replayed, files, seconds);
    }
    return switch (answer.verdict()) {
      case HOLDS -> Main.CLEAN;
      case VIOLATED -> Main.FINDINGS;
      case UNKNOWN -> VerifyCommand.UNKNOWN;
    };
  }

  /** The class that a real system sees in the adversarial image. */
  private Optional<Integer> replayed(Adversary adversary) {
    return replay
        .run(Map.of(adversary.input(), adversary.tensor()))
        .map(
            outputs -> {
              Tensor scores = outputs.get(0);
              int best = 0;
              for (int k = 1; k < scores.size(); k++) {
                best = scores.real(k) > scores.real(best) ? k : best;
              }
              return best;
            });
  }

  private List<String> write(Adversary adversary) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("adversarial.png", adversary.image().png());
    files.put("difference.png", image.difference(adversary.image()).png());
    files.put("adversarial.pb", OnnxFromTensor.of(adversary.input(), adversary.tensor()));
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files.keySet().stream().map(name -> folder.resolve(name).toString()).toList();
  }

  private void text(
      ImageAnswer answer, Optional<Integer> replayed, List<String> files, double seconds) {
    PrintWriter out = line.getOut();
    Searched searched = answer.searched();
    out.println(
        switch (answer.verdict()) {
          case HOLDS -> "safe";
          case VIOLATED -> "adversarial image found";
          case UNKNOWN -> "unknown";
        });
    out.println("  class          : " + answer.label());
    out.println("  manipulation   : " + family);
    for (LayerAnswer layer : answer.layers()) {
      out.println("  layer " + layer.layer() + "        : " + describe(layer));
    }
    out.println("  on the grid    : " + answer.onGrid() + grid(answer.onGrid(), searched));
    out.println("  in the region  : " + answer.inRegion() + region(answer));
    answer
        .adversary()
        .ifPresent(
            a -> {
              out.println("  adversary      : " + describe(a));
              out.println(
                  "  gives          : "
                      + replayed.map(k -> "class " + k).orElse("nothing")
                      + " on "
                      + replay.system());
              out.println(
                  "  as a PNG       : "
                      + (a.staysInPng() ? "still another class" : "the class again, once rounded"));
              out.println("  written        : " + String.join(", ", files));
            });
    if (!answer.reason().isEmpty()) {
      out.println("  because        : " + answer.reason());
    }
    out.println("  searched       : " + describe(searched, answer.patches()));
    out.printf("  time           : %.2f s%n", seconds);
    out.flush();
  }

  private static String grid(Verdict onGrid, Searched searched) {
    return onGrid == Verdict.HOLDS
        ? String.format(
            " at all %,.0f points: %,d tried, the others in proved boxes",
            searched.points(), searched.tried())
        : "";
  }

  private static String region(ImageAnswer answer) {
    if (answer.inRegion() != Verdict.HOLDS) {
      return "";
    }
    if (!answer.isContinuous()) {
      return ", which is the grid here";
    }
    return answer.searched().solved() > 0
        ? String.format(
            " over the reals; in any rounding of the model's type on %.4g %% of it",
            100 * answer.searched().volume())
        : ", in any rounding of the model's type; so each step is minimal";
  }

  private static String describe(LayerAnswer layer) {
    return String.format(
        "%d of %d patches are safe in their region of %s; of %d obligations Z3 discharged %d,"
            + " bounds all",
        layer.safe(), layer.patches(), layer.value(), layer.obligations(), layer.discharged());
  }

  private static String describe(Adversary a) {
    return a.manipulation()
        + (a.parameters().length == 0 ? "" : " by " + numbers(a.parameters()))
        + ", class "
        + a.label()
        + (a.isOnGrid() ? "" : ", between points of the grid: a step there is not minimal");
  }

  private static String numbers(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(x -> "" + (float) x).collect(Collectors.joining(" "));
  }

  private static String describe(Searched s, int patches) {
    return String.format(
        "%,d %s, %,d boxes, %.4g %% of the volume proved by bounds, %.4g %% by Z3 in %,d questions",
        patches,
        patches == 1 ? "patch" : "patches",
        s.boxes(),
        100 * s.volume(),
        100 * s.solved(),
        s.asked());
  }

  private void object(
      ImageAnswer answer, Optional<Integer> replayed, List<String> files, double seconds) {
    Searched s = answer.searched();
    new Events(line.getOut())
        .print(
            "answer",
            "verdict",
            answer.verdict().toString(),
            "on_grid",
            answer.onGrid().toString(),
            "in_region",
            answer.inRegion().toString(),
            "reason",
            answer.reason(),
            "class",
            answer.label(),
            "manipulation",
            family.toString(),
            "layers",
            answer.layers(),
            "adversary",
            answer.adversary().map(Adversary::manipulation).orElse(""),
            "parameters",
            answer.adversary().map(Adversary::parameters).orElse(new double[0]),
            "adversary_class",
            answer.adversary().map(Adversary::label).orElse(-1),
            "adversary_on_grid",
            answer.adversary().map(Adversary::isOnGrid).orElse(false),
            "replayed_class",
            replayed.orElse(-1),
            "replayed_on",
            answer.adversary().map(a -> replay.system()).orElse(""),
            "files",
            files,
            "searched",
            s,
            "patches",
            answer.patches(),
            "seconds",
            Events.rounded(seconds));
  }
}
