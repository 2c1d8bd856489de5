package dev.assay.corpus;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The sums over the tests that a campaign has kept. */
final class TotalsFromDatabase {
  private final Totals totals = new Totals();

  private TotalsFromDatabase() {}

  static Totals of(Connection database) throws SQLException {
    TotalsFromDatabase from = new TotalsFromDatabase();
    try (Statement s = database.createStatement()) {
      from.tests(s);
      from.policies(s);
      from.ways(s);
      from.verdicts(s);
      from.known(s);
      from.signatures(s);
      from.grounds(s);
      from.pairs(s);
      from.behaviours(s);
      from.models(s);
    }
    return from.totals;
  }

  private void tests(Statement s) throws SQLException {
    try (ResultSet r =
        s.executeQuery(
            "select count(*), sum(valid), sum(failed), sum(elements),"
                + " sum(indecisive), sum(generate), sum(search), sum(reference), sum(wait),"
                + " sum(judge) from tests")) {
      r.next();
      totals.add(r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5));
      for (Phase p : Phase.values()) {
        totals.addNanos(p, r.getLong(6 + p.ordinal()));
      }
    }
  }

  private void policies(Statement s) throws SQLException {
    try (ResultSet r =
        s.executeQuery(
            "select policy, count(*), sum(elements), sum(indecisive), sum(outputs), sum(points)"
                + " from tests group by 1")) {
      while (r.next()) {
        totals.addPolicy(
            r.getString(1),
            new Totals.OfPolicy(
                r.getLong(2), r.getLong(3), r.getLong(4), r.getLong(5), r.getLong(6)));
      }
    }
  }

  private void ways(Statement s) throws SQLException {
    try (ResultSet r = s.executeQuery("select way, count(*) from tests group by 1")) {
      while (r.next()) {
        totals.addWay(r.getString(1), r.getLong(2));
      }
    }
  }

  private void verdicts(Statement s) throws SQLException {
    try (ResultSet r =
        s.executeQuery(
            "select backend, verdict, finding, count(*), sum(nanos) from verdicts group by 1, 2, 3")) {
      while (r.next()) {
        totals.addVerdicts(
            r.getString(1), r.getString(2), r.getLong(4), r.getBoolean(3), r.getLong(5));
      }
    }
  }

  private void known(Statement s) throws SQLException {
    try (ResultSet r =
        s.executeQuery(
            "select known, count(*), max(folder) from verdicts where known <> '' group by 1")) {
      while (r.next()) {
        totals.addKnown(r.getString(1), r.getLong(2), r.getString(3));
      }
    }
  }

  private void signatures(Statement s) throws SQLException {
    try (ResultSet r =
        s.executeQuery(
            "select signature, count(*), max(folder) from verdicts where signature <> '' group by 1")) {
      while (r.next()) {
        totals.addSignature(r.getString(1), r.getLong(2), r.getString(3));
      }
    }
  }

  private void grounds(Statement s) throws SQLException {
    try (ResultSet r =
        s.executeQuery("select grounds, count(*) from verdicts where finding group by 1")) {
      while (r.next()) {
        totals.addGrounds(CampaignDatabase.words(r.getString(1)), r.getLong(2));
      }
    }
  }

  private void pairs(Statement s) throws SQLException {
    try (ResultSet r = s.executeQuery("select name, tests from pairs")) {
      while (r.next()) {
        totals.addPairs(r.getString(1), r.getLong(2));
      }
    }
  }

  private void behaviours(Statement s) throws SQLException {
    try (ResultSet r = s.executeQuery("select name, tests from behaviours")) {
      while (r.next()) {
        totals.addBehaviours(r.getString(1), r.getLong(2));
      }
    }
  }

  private void models(Statement s) throws SQLException {
    try (ResultSet r = s.executeQuery("select name, models from operators")) {
      while (r.next()) {
        totals.addModels(r.getString(1), r.getLong(2));
      }
    }
  }
}
