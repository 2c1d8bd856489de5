package dev.assay.cli;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.Judgement;
import dev.assay.oracle.reduce.Progress;
import dev.assay.oracle.reduce.Reduction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** Tells how a reduction goes, and what came of it. */
final class ReduceReport {
  private static final long NANOS_BETWEEN = 250_000_000L;
  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Ansi ansi;
  private final boolean json;
  private final Events events;
  private final boolean terminal = Boolean.getBoolean("assay.terminal");
  private final long start = System.nanoTime();
  private long told = start;

  ReduceReport(PrintWriter out, PrintWriter err, Ansi ansi, boolean json) {
    this.out = out;
    this.err = err;
    this.ansi = ansi;
    this.json = json;
    this.events = new Events(out);
  }

  /** A smaller model has been found. */
  synchronized void progress(Progress p) {
    long now = System.nanoTime();
    if (now - told < (terminal && !json ? NANOS_BETWEEN : NANOS_BETWEEN_LINES)) {
      return;
    }
    told = now;
    int bytes = OnnxFromGraph.of(p.graph()).length;
    if (json) {
      events.print(
          "progress",
          "nodes",
          p.nodes(),
          "elements",
          p.elements(),
          "bytes",
          bytes,
          "trials",
          p.trials(),
          "elapsed_s",
          seconds());
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%,d nodes  %,d elements  %,d bytes  %,d trials  %.0f s",
            p.nodes(),
            p.elements(),
            bytes,
            p.trials(),
            seconds());
    err.print(terminal ? "\r\u001b[2K" + line : line + "\n");
    err.flush();
  }

  private double seconds() {
    return Events.rounded((System.nanoTime() - start) / 1e9);
  }

  /**
   * The reduction has ended.
   *
   * @param judgement of the reduced case; empty where a script judged it
   * @param again whether the reduced case was interesting once more, with the usual limits of time
   */
  void summary(
      Reduction r, Path folder, String command, Optional<Judgement> judgement, boolean again) {
    Graph before = r.before().graph();
    Graph after = r.graph();
    int bytesBefore = OnnxFromGraph.of(before).length;
    int bytes = OnnxFromGraph.of(after).length;
    if (json) {
      events.print(
          "summary",
          "case",
          folder.toString(),
          "nodes_before",
          r.before().nodes(),
          "nodes",
          r.after().nodes(),
          "elements_before",
          r.before().elements(),
          "elements",
          r.after().elements(),
          "bytes_before",
          bytesBefore,
          "bytes",
          bytes,
          "trials",
          r.after().trials(),
          "elapsed_s",
          seconds(),
          "whole",
          r.isWhole(),
          "again",
          again,
          "model",
          after.nodes().stream().map(Node::toString).collect(Collectors.joining("; ")),
          "command",
          command);
      return;
    }
    if (terminal) {
      err.print("\r\u001b[2K");
      err.flush();
    }
    Table.print(
        out,
        ansi,
        List.of("", "before", "after"),
        List.of(
            row("nodes", r.before().nodes(), r.after().nodes()),
            row("elements", r.before().elements(), r.after().elements()),
            row("bytes", bytesBefore, bytes)));
    out.println(
        String.format(
            Locale.ROOT,
            "  %,d trials in %.1f s%s",
            r.after().trials(),
            seconds(),
            r.isWhole() ? "" : "; stopped before the end"));
    out.println();
    out.println(text(after, r.inputs()));
    out.println();
    judgement.ifPresent(
        j -> out.println(ansi.string("@|bold,red " + j.verdict() + "|@  ") + j.detail()));
    out.println("  case     : " + folder);
    out.println("  again    : " + (again ? "yes" : "no, the symptom does not come every time"));
    out.println("  replay   : " + command);
    out.flush();
  }

  private static List<String> row(String what, long before, long after) {
    return List.of(what, String.format("%,d", before), String.format("%,d", after));
  }

  /** The model, and the tensors that it is given and holds. */
  static String text(Graph graph, Map<String, Tensor> inputs) {
    StringBuilder text = new StringBuilder();
    graph.opsets().forEach((d, v) -> text.append(d.isEmpty() ? "opset" : d).append(' ').append(v));
    text.append('\n').append(graph);
    addBodies(graph, text);
    inputs.forEach((name, t) -> text.append("\n  ").append(name).append(" = ").append(t));
    graph
        .constants()
        .forEach(
            (name, t) ->
                text.append("\n  ").append(name).append(" = ").append(t).append(", a constant"));
    return text.toString();
  }

  /** The bodies that nodes run, each under the name of what its node makes. */
  private static void addBodies(Graph graph, StringBuilder text) {
    for (Node node : graph.nodes()) {
      node.bodies()
          .forEach(
              (attribute, body) -> {
                String owner = String.join(", ", node.outputs());
                text.append("\n").append(attribute).append(" of ").append(owner).append(": ");
                text.append(body);
                addBodies(body, text);
              });
    }
  }
}
