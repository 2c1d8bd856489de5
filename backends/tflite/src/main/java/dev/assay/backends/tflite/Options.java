package dev.assay.backends.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The options of an operator: a table of the schema's, and its fields by their places.
 *
 * @param table the table's number in the union {@code BuiltinOptions}; 0 for no options
 */
record Options(int table, int places, List<Consumer<FlatBufferBuilder>> fields) {
  static final Options NONE = new Options(0, 0, List.of());

  /** The padding that is none. */
  static final int VALID = 1;

  static Options of(int table) {
    return new Options(table, 0, List.of());
  }

  /** With a field of 8 bits: an enumeration's number or a truth value. */
  Options octet(int value) {
    int place = places;
    return with(b -> b.addByte(place, (byte) value, 0));
  }

  Options number(int value) {
    int place = places;
    return with(b -> b.addInt(place, value, 0));
  }

  Options real(double value) {
    int place = places;
    return with(b -> b.addFloat(place, (float) value, 0));
  }

  private Options with(Consumer<FlatBufferBuilder> field) {
    List<Consumer<FlatBufferBuilder>> more = new ArrayList<>(fields);
    more.add(field);
    return new Options(table, places + 1, List.copyOf(more));
  }

  /** Where the table was written. */
  int write(FlatBufferBuilder to) {
    to.startTable(places);
    fields.forEach(field -> field.accept(to));
    return to.endTable();
  }
}
