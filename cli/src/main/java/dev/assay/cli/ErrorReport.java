package dev.assay.cli;

import dev.assay.core.reading.FunctionErrors;
import java.io.PrintWriter;
import java.util.List;

/** Prints a table of function errors: what is looser than the common one first said in words. */
record ErrorReport(ErrorTable table) {

  void print(PrintWriter out, boolean json) {
    if (json) {
      Events events = new Events(out);
      table.rows().forEach(r -> print(events, r));
      table.sums().forEach(s -> print(events, s));
      return;
    }
    out.println("measured " + table.measured());
    for (ErrorTable.Row r : table.rows()) {
      if (r.isLooser()) {
        out.println(
            (r.isBug() ? "bug      : " : "allowed  : ")
                + r.operator()
                + " of "
                + r.type()
                + " at "
                + String.join(", ", r.levels())
                + " errs by "
                + r.ulps()
                + " ulps and "
                + r.units()
                + " units, "
                + r.ratio()
                + " times what is allowed to any backend");
      }
    }
    for (ErrorTable.Sum s : table.sums()) {
      if (s.bits() < commonBits(s)) {
        out.println(
            (s.isBug() ? "bug      : " : "allowed  : ")
                + "sums of "
                + s.type()
                + " at "
                + String.join(", ", s.levels())
                + " are accumulated in "
                + s.bits()
                + " bits");
      }
    }
    long looser = table.rows().stream().filter(ErrorTable.Row::isLooser).count();
    out.println(table.rows().size() + " functions of types, " + looser + " looser than common");
  }

  private static long commonBits(ErrorTable.Sum s) {
    return -Math.getExponent(FunctionErrors.COMMON.accumulator(s.type()));
  }

  private static void print(Events events, ErrorTable.Row r) {
    events.print(
        "function",
        "levels",
        List.copyOf(r.levels()),
        "type",
        r.type().toString(),
        "operator",
        r.operator(),
        "ulps",
        r.ulps(),
        "units",
        r.units(),
        "ratio",
        r.ratio(),
        "looser",
        r.isLooser(),
        "allowed",
        r.isAllowed(),
        "bug",
        r.isBug());
  }

  private static void print(Events events, ErrorTable.Sum s) {
    events.print(
        "sum",
        "levels",
        List.copyOf(s.levels()),
        "type",
        s.type().toString(),
        "bits",
        s.bits(),
        "bug",
        s.isBug());
  }
}
