package dev.assay.cli.report;

import dev.assay.cli.report.Objection.Kind;
import dev.assay.core.backend.Verdict;
import dev.assay.core.expr.Behaviour;
import dev.assay.core.onnx.GraphCheck;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.Origin;
import dev.assay.oracle.Grounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks for reasons why a maintainer would not take a report. The law: a report without objections
 * has a valid and minimal model, on which the newest release goes wrong every time and in a way
 * that ONNX forbids.
 */
public final class Linter {
  private final Evidence evidence;
  private final String path;

  /**
   * @param path of the case, for the commands that lead out
   */
  public Linter(Evidence evidence, String path) {
    this.evidence = evidence;
    this.path = path;
  }

  /** All objections, the gravest first. */
  public List<Objection> objections() {
    List<Objection> all = new ArrayList<>();
    invalid().ifPresent(all::add);
    unstable().ifPresent(all::add);
    gone().ifPresent(all::add);
    undefined().ifPresent(all::add);
    known().ifPresent(all::add);
    large().ifPresent(all::add);
    return all;
  }

  private Optional<Objection> invalid() {
    return evidence
        .checks()
        .checker()
        .or(
            () ->
                GraphCheck.unknownOperators(evidence.graph()).stream()
                    .findFirst()
                    .map(node -> "no operator of that name is known: " + node))
        .map(but -> invalid(but, path));
  }

  /** That a model is none at all. */
  public static Objection invalid(String but, String path) {
    return new Objection(
        Kind.INVALID,
        "a model that ONNX's checker and Assay accept",
        but,
        "assay replay " + path + " says what is wrong with it");
  }

  private Optional<Objection> unstable() {
    return Optional.of(evidence.shown().judgement())
        .filter(j -> j.verdict() == Verdict.UNSTABLE)
        .map(
            j ->
                new Objection(
                    Kind.UNSTABLE,
                    "the same outputs, bit for bit, of the same model and inputs",
                    j.detail(),
                    "report it as not deterministic, with a script that runs it many times"));
  }

  private Optional<Objection> gone() {
    if (Evidence.isFinding(evidence.shown())) {
      return Optional.empty();
    }
    String version = evidence.version();
    Optional<String> fixed =
        evidence.origin().map(Origin::history).flatMap(h -> Optional.ofNullable(h.firstFixed()));
    return Optional.of(
        new Objection(
            Kind.GONE,
            "a finding in the newest release, " + evidence.system() + " " + version,
            evidence.backend()
                + " says "
                + evidence.shown().judgement().verdict()
                + fixed.map(f -> ": fixed in " + f).orElse(""),
            fixed.isPresent()
                ? "nothing is left to report"
                : "assay blame " + path + " --releases says in which release it was fixed"));
  }

  private Optional<Objection> undefined() {
    List<Behaviour> open = open(evidence.grounds());
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Objection(
                Kind.UNDEFINED,
                "a result that ONNX defines",
                open.stream()
                    .map(b -> b.label() + ": " + b.what() + "; ONNX " + b.standard())
                    .collect(Collectors.joining("\n")),
                "other inputs; or, of a process that dies, a report of just that (--force)"));
  }

  /** What a finding rests on and ONNX does not settle. */
  static List<Behaviour> open(Grounds grounds) {
    return grounds.labels().stream()
        .flatMap(label -> Behaviour.named(label).stream())
        .filter(b -> !b.isSettled())
        .toList();
  }

  private Optional<Objection> known() {
    return evidence
        .checks()
        .known()
        .flatMap(KnownBug::link)
        .map(
            link ->
                new Objection(
                    Kind.KNOWN,
                    "a finding that is not in the known bugs with a link",
                    link,
                    "add to that issue what is new"));
  }

  private Optional<Objection> large() {
    return evidence
        .checks()
        .smaller()
        .map(
            smaller ->
                new Objection(
                    Kind.LARGE,
                    "a model from which nothing can be taken without losing the finding",
                    smaller,
                    "assay reduce " + path));
  }
}
