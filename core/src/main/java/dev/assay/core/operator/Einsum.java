package dev.assay.core.operator;

import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.NUMBERS;

import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Stage;
import dev.assay.core.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums of products, as an equation says. */
final class Einsum {
  private Einsum() {}

  /** Equations to draw, by the number of operands. */
  private static final Map<Integer, List<String>> EXAMPLES =
      Map.of(
          1, List.of("ij->ji", "ij->j", "ii->i", "ii", "ijk->", "...ij->...ji", "...i->..."),
          2,
              List.of(
                  "ij,jk->ik",
                  "ij,jk",
                  "bij,bjk->bik",
                  "...ij,...jk->...ik",
                  "i,j->ij",
                  "i,i->",
                  "ij,ij->i",
                  "bwk,ck->bwc",
                  "bhid,bhjd->bhij"),
          3, List.of("ij,jk,kl->il", "i,ij,j->", "bij,bjk,k->bi"));

  /** Products of elements whose axes bear the same labels, summed over what the result lacks. */
  static final Operator EINSUM =
      operator(
          "Einsum",
          13,
          "Inputs* -> Output",
          op -> {
            int n = op.count("Inputs");
            List<String> alike = List.of(String.join(",", Collections.nCopies(n, "i")) + "->i");
            Equation equation =
                Equation.parse(op.text("equation", EXAMPLES.getOrDefault(n, alike)));
            op.require(equation.terms().size() == n, "the equation has one term for each input");
            op.require(equation.isClosed(), "the result has labels of the terms, each once");
            List<Stage> operands = operands(op, equation);
            Map<Character, Dims> sizes = sizes(op, equation, operands);
            int dots = sizes.getOrDefault(Equation.DOTS, Dims.of()).rank();
            String summed = equation.summed();
            op.output(
                "Output",
                stage(
                    Equation.join(equation.result(), sizes),
                    i ->
                        sum(
                            Equation.join(summed, sizes),
                            k -> {
                              Map<Character, Dims> place =
                                  new HashMap<>(Equation.split(equation.result(), i, dots));
                              place.putAll(Equation.split(summed, k, dots));
                              return product(equation, operands, place);
                            })));
          });

  private static Expr product(Equation equation, List<Stage> operands, Map<Character, Dims> place) {
    List<Expr> factors = new ArrayList<>();
    for (int k = 0; k < operands.size(); k++) {
      factors.add(operands.get(k).spread(Equation.join(equation.terms().get(k), place)));
    }
    return factors.stream().reduce(Expr::times).orElseThrow();
  }

  /** The inputs; the first with an ellipsis decides how many axes it stands for in all. */
  private static List<Stage> operands(Draft op, Equation equation) {
    List<Stage> operands = new ArrayList<>();
    Set<DType> types = NUMBERS;
    int dots = -1;
    for (String term : equation.terms()) {
      boolean open = term.indexOf(Equation.DOTS) >= 0;
      int named = open ? term.length() - 1 : term.length();
      int least = named + (open ? Math.max(dots, 0) : 0);
      int most = open && dots < 0 ? Draft.ANY_RANK : least;
      Stage x = op.member("Inputs", operands.size(), types, least, most);
      types = Set.of(x.type());
      dots = open ? x.rank() - named : dots;
      operands.add(x);
    }
    return operands;
  }

  /** The size of each label, the same wherever it stands; the axes of ellipses broadcast. */
  private static Map<Character, Dims> sizes(Draft op, Equation equation, List<Stage> operands) {
    Map<Character, Dims> sizes = new HashMap<>();
    for (int k = 0; k < operands.size(); k++) {
      Dims shape = operands.get(k).shape();
      String term = equation.terms().get(k);
      int dots = shape.rank() - term.length() + 1;
      int at = 0;
      for (char label : term.toCharArray()) {
        int axes = label == Equation.DOTS ? dots : 1;
        Dims here = shape.from(at).first(axes);
        Dims known = sizes.get(label);
        at += axes;
        if (label == Equation.DOTS) {
          sizes.put(label, known == null ? here : op.broadcast(known, here));
        } else if (known == null) {
          sizes.put(label, here);
        } else {
          op.require(here, known, "axes with the label " + label + " have one size");
        }
      }
    }
    return sizes;
  }

  static final List<Operator> ALL = List.of(EINSUM);
}
