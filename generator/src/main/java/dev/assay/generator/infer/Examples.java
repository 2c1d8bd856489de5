package dev.assay.generator.infer;

import dev.assay.core.graph.Attribute;
import dev.assay.generator.records.Call;
import dev.assay.generator.records.Caller;
import dev.assay.generator.records.Declaration;
import dev.assay.generator.records.Operand;
import dev.assay.generator.records.Outcome;
import dev.assay.generator.records.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls that were executed, each once, in their order. */
final class Examples {
  private final Declaration operator;
  private final Caller caller;
  private final Vocabulary vocabulary;
  private final Map<Call, Recorded> known = new HashMap<>();
  private final List<Recorded> taken = new ArrayList<>();
  private final List<Recorded> refused = new ArrayList<>();

  Examples(Declaration operator, Caller caller, Vocabulary vocabulary) {
    this.operator = operator;
    this.caller = caller;
    this.vocabulary = vocabulary;
  }

  /** What comes of a call; executed if that is not known yet. */
  Recorded ask(Call call) {
    Recorded before = known.get(call);
    if (before != null) {
      return before;
    }
    Recorded now = new Recorded(call, caller.call(operator, call));
    vocabulary.listen(now.outcome());
    known.put(call, now);
    if (now.isTaken()) {
      taken.add(now);
    } else if (!now.isFatal()) {
      refused.add(now);
    }
    return now;
  }

  boolean knows(Call call) {
    return known.containsKey(call);
  }

  /** The refusal that came most often, as the end of a sentence; empty if there was none. */
  String commonest() {
    Map<String, Integer> heads = new LinkedHashMap<>();
    refused.forEach(r -> heads.merge(((Outcome.Refused) r.outcome()).text(), 1, Integer::sum));
    return heads.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(e -> ", for the most part: " + e.getKey().lines().findFirst().orElse(""))
        .orElse("");
  }

  int count() {
    return known.size();
  }

  List<Recorded> taken() {
    return taken;
  }

  List<Recorded> refused() {
    return refused;
  }

  /** What calls of one structure share: ranks, what is there, and words. */
  static List<Object> form(Call call) {
    List<Object> form = new ArrayList<>();
    for (Optional<Operand> o : call.inputs()) {
      form.add(o.map(Operand::rank).orElse(-1));
    }
    call.attributes()
        .forEach(
            (name, a) -> {
              form.add(name);
              form.add(a.kind() == Attribute.Kind.STRING ? a.text() : "");
            });
    form.add(call.outputs());
    return form;
  }
}
