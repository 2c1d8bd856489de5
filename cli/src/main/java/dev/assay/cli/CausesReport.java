package dev.assay.cli;

import dev.assay.corpus.Causes;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Tells what the findings of a campaign come from. */
final class CausesReport {
  private static final int WIDTH = 120;

  private CausesReport() {}

  static void print(CommandLine line, boolean json, CampaignBlame.Done done, Causes causes) {
    PrintWriter out = line.getOut();
    if (json) {
      Events events = new Events(out);
      for (Causes.Merged m : causes.merged()) {
        events.print(
            "cause",
            "cause",
            m.what(),
            "findings",
            m.findings(),
            "count",
            m.verdicts(),
            "case",
            m.folder());
      }
      events.print(
          "causes",
          "findings",
          done.findings(),
          "blamed",
          done.blamed(),
          "open",
          done.open(),
          "causes",
          causes.merged().size(),
          "elapsed_s",
          done.elapsed().toMillis() / 1e3);
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Causes.Merged m : causes.merged()) {
      String what = m.what();
      rows.add(
          List.of(
              what.length() > WIDTH ? what.substring(0, WIDTH) + "..." : what,
              "" + m.findings(),
              "" + m.verdicts(),
              m.folder()));
    }
    if (!rows.isEmpty()) {
      Table.print(
          out,
          line.getColorScheme().ansi(),
          List.of("cause", "findings", "verdicts", "case"),
          rows);
    }
    out.printf(
        "%d findings have %d causes; %d of them were blamed in %.1f s%s%n",
        done.findings(),
        causes.merged().size(),
        done.blamed(),
        done.elapsed().toMillis() / 1e3,
        done.open() == 0 ? "" : ", and " + done.open() + " were left for want of time (--time)");
    out.flush();
  }
}
