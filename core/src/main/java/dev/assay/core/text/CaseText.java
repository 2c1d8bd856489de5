package dev.assay.core.text;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Expectation;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Loop;
import dev.assay.core.expr.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The lines of one case: inputs, rules, sizes, conditions, stages, outputs. */
final class CaseText {
  private final CaseDraft draft;
  private final List<Expectation> conditions;
  private final Names names;
  private final FormulaText formula;
  private final Map<String, Stage> outputs = new LinkedHashMap<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Set<Stage> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private CaseText(CaseDraft draft) {
    this.draft = draft;
    this.conditions = draft.expectations();
    this.names = new Names(draft.equalities());
    this.formula = new FormulaText(draft.equalities(), draft.standIns(), names, draft::typeName);
  }

  static List<String> lines(CaseDraft draft) {
    return new CaseText(draft).lines();
  }

  /** Writes it twice: what comes up again and again the first time has a name the second. */
  private List<String> lines() {
    draft.outputs().forEach((port, stage) -> outputs.put(port, Copies.source(stage)));
    outputs.forEach((port, stage) -> names.stage(stage, port));
    conditions.forEach(e -> reads(e.truth()).forEach(this::collect));
    outputs.values().forEach(this::collect);
    write();
    formula.parts().worthNames().forEach(names::part);
    return write();
  }

  private List<String> write() {
    List<String> meanings = draft.unsaid().map(this::unsaid).orElseGet(this::meanings);
    Set<String> expected = new LinkedHashSet<>();
    conditions.forEach(e -> expected.add(expectation(e)));
    expected.removeIf(c -> c.startsWith("expect true "));
    List<String> lines = new ArrayList<>(inputs());
    draft.structural().forEach(name -> lines.add("arg " + name + ": " + draft.portType(name)));
    Set<String> rules = new LinkedHashSet<>();
    draft.requirements().forEach(r -> rules.add(requirement(r)));
    lines.addAll(rules);
    names
        .computed()
        .forEach((d, name) -> lines.add("let " + name + " = " + formula.formula(d).text()));
    lines.addAll(expected);
    lines.addAll(meanings);
    return lines;
  }

  private List<String> unsaid(String word) {
    return draft.outputs().entrySet().stream()
        .map(
            e ->
                "out "
                    + e.getKey()
                    + ": "
                    + draft.portType(e.getKey())
                    + formula.shape(e.getValue().shape())
                    + " "
                    + word)
        .toList();
  }

  private List<String> inputs() {
    List<String> lines = new ArrayList<>();
    List<CaseDraft.AxisMark> marks = new ArrayList<>(draft.marks());
    for (CaseDraft.Input i : draft.inputs()) {
      List<String> sizes = formula.sizes(i.stage().shape());
      List<CaseDraft.AxisMark> own =
          marks.stream().filter(m -> m.rank() == i.stage().rank()).distinct().toList();
      own.forEach(m -> sizes.set(m.last(), sizes.get(m.last()) + " at " + m.name()));
      marks.removeAll(own);
      lines.add("in  " + i.name() + ": " + draft.portType(i.name()) + FormulaText.bracket(sizes));
    }
    return lines;
  }

  private String requirement(CaseRules.Requirement r) {
    String rules = r.alternatives().stream().map(formula::rule).collect(Collectors.joining(" or "));
    return "require " + rules + (r.why().isEmpty() ? "" : "   # " + r.why());
  }

  private String expectation(Expectation e) {
    formula.enter(e.truth());
    String indices = formula.running(e.truth());
    return "expect "
        + formula.text(Objects.requireNonNull(e.truth().body())).text()
        + (indices.isEmpty() ? "" : " for all " + indices)
        + "   # "
        + e.why();
  }

  // ---- stages

  private void collect(Stage stage) {
    if (stage.kind() == Stage.Kind.HELD) {
      draft.holder(stage.held()).ifPresent(name -> names.stage(stage, name));
      return;
    }
    if (stage.kind() == Stage.Kind.GIVEN || !seen.add(stage)) {
      return;
    }
    Loop loop = stage.loop();
    if (loop != null) {
      seen.addAll(loop.stages());
      loop.stages().forEach(s -> reads(s).forEach(this::collect));
      stages.addAll(loop.stages());
      return;
    }
    reads(stage).forEach(this::collect);
    stages.add(stage);
  }

  private static List<Stage> reads(Stage stage) {
    List<Stage> found = new ArrayList<>();
    Expr body = stage.body();
    if (body != null) {
      reads(body, found);
    }
    return found;
  }

  private static void reads(Expr e, List<Stage> found) {
    if (e instanceof Expr.Read said) {
      Expr.Read r = Copies.source(said);
      r.at().list().forEach(d -> reads(d, found));
      found.add(r.stage());
      if (r.outside() != null) {
        reads(r.outside(), found);
      }
    } else if (e instanceof Expr.Fold f) {
      f.over().forEach(v -> reads(Objects.requireNonNull(v.extent()), found));
      reads(f.body(), found);
    } else if (e instanceof Expr.Apply a) {
      a.args().forEach(x -> reads(x, found));
    } else if (e instanceof Expr.Index i) {
      reads(i.dim(), found);
    }
  }

  private static void reads(Dim d, List<Stage> found) {
    if (d instanceof Dim.Apply a) {
      reads(a.left(), found);
      reads(a.right(), found);
    } else if (d instanceof Dim.Element e) {
      reads(e.value(), found);
    }
  }

  private List<String> meanings() {
    List<String> lines = new ArrayList<>();
    for (Stage stage : stages) {
      boolean isOutput = outputs.containsValue(stage);
      String left = formula.enter(stage);
      lines.add(
          turn(stage)
              + (isOutput ? output(left) : left)
              + " = "
              + manner(stage)
              + formula.text(Objects.requireNonNull(stage.body())).text());
    }
    return lines;
  }

  private String output(String left) {
    int bracket = left.indexOf('[');
    String port = bracket < 0 ? left : left.substring(0, bracket);
    return "out " + port + ": " + draft.portType(port) + left.substring(port.length());
  }

  /** The index along which the elements of a loop come, those before in hand. */
  private String turn(Stage stage) {
    return stage.kind() == Stage.Kind.STEP
        ? "for each " + formula.text(stage.point().get(stage.axis())).text() + ": "
        : "";
  }

  /** How the elements of a scan come one from the other. */
  private String manner(Stage stage) {
    if (stage.kind() != Stage.Kind.SCAN) {
      return "";
    }
    String along = formula.text(stage.point().get(stage.axis())).text();
    return "running "
        + FormulaText.folded(Objects.requireNonNull(stage.prim()))
        + "("
        + along
        + ") ";
  }
}
