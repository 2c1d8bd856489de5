package dev.assay.cli.report;

import dev.assay.cli.picture.Markup;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Results as JUnit's XML, which build servers read: a suite for each backend, a test case for each
 * result.
 */
public final class JUnitXml {
  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The document. */
  public static String of(List<CaseResult> results) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JUnitXml(xml).write(results);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("results cannot be written as XML", e);
    }
    return text.append('\n').toString();
  }

  private void write(List<CaseResult> results) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    Map<String, List<CaseResult>> suites =
        results.stream()
            .collect(Collectors.groupingBy(CaseResult::backend, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<CaseResult>> suite : suites.entrySet()) {
      suite(suite.getKey(), suite.getValue());
    }
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void suite(String backend, List<CaseResult> results) throws XMLStreamException {
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", backend);
    attribute("tests", Integer.toString(results.size()));
    attribute("failures", count(results, CaseResult.Kind.FAILED));
    attribute("errors", count(results, CaseResult.Kind.ERROR));
    attribute("skipped", count(results, CaseResult.Kind.SKIPPED));
    attribute("time", "0");
    for (CaseResult result : results) {
      testCase(result);
    }
    line(1);
    xml.writeEndElement();
  }

  private static String count(List<CaseResult> results, CaseResult.Kind kind) {
    return Long.toString(results.stream().filter(r -> r.kind() == kind).count());
  }

  private void testCase(CaseResult result) throws XMLStreamException {
    line(2);
    xml.writeStartElement("testcase");
    attribute("name", result.name());
    attribute("classname", result.backend());
    attribute("time", "0");
    switch (result.kind()) {
      case PASSED -> {}
      case SKIPPED -> {
        line(3);
        xml.writeEmptyElement("skipped");
        attribute("message", result.headline());
      }
      case FAILED -> fault("failure", result);
      case ERROR -> fault("error", result);
    }
    if (result.kind() != CaseResult.Kind.PASSED) {
      line(2);
    }
    xml.writeEndElement();
  }

  private void fault(String element, CaseResult result) throws XMLStreamException {
    line(3);
    xml.writeStartElement(element);
    attribute("message", result.headline());
    attribute("type", result.verdict());
    String where = result.location().isEmpty() ? "" : "\n  case     : " + result.location();
    xml.writeCharacters(legal(result.detail() + where));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }

  /** The text with a replacement for each character that XML 1.0 does not have. */
  private static String legal(String text) {
    return text.codePoints()
        .map(c -> Markup.isLegal(c) ? c : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
