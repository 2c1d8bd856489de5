package dev.assay.core.operator;

import static dev.assay.core.expr.Dim.dim;
import static dev.assay.core.expr.Expr.number;
import static dev.assay.core.expr.Expr.sum;
import static dev.assay.core.expr.Stage.stage;
import static dev.assay.core.operator.Operator.operator;
import static dev.assay.core.tensor.DType.ANY;
import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.INT64;
import static dev.assay.core.tensor.DType.NUMBERS;

import dev.assay.core.expr.Dim;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Expr;
import dev.assay.core.expr.Range;
import dev.assay.core.expr.Stage;
import java.util.List;
import java.util.stream.IntStream;

/** Operators that move blocks of an image into channels and back. */
final class Blocks {
  private Blocks() {}

  /** Channels laid out as blocks of the image. */
  static final Operator DEPTH_TO_SPACE =
      operator(
          "DepthToSpace",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", ANY, 4, 4);
            int block = op.integer("blocksize", 1, Range.from(1));
            boolean depthFirst = op.word("mode", "DCR", "CRD").equals("DCR");
            Dim depth = x.dim(1).over((long) block * block);
            op.require(
                x.dim(1).is(depth.times((long) block * block)), "the channels make whole blocks");
            op.output(
                "output",
                stage(
                    Dims.of(x.dim(0), depth, x.dim(2).times(block), x.dim(3).times(block)),
                    i -> {
                      Dims place = i.from(2);
                      Dims inBlock = place.map(k -> k.mod(block));
                      Dim k = inBlock.get(0).times(block).plus(inBlock.get(1));
                      Dim channel =
                          depthFirst
                              ? k.times(depth).plus(i.get(1))
                              : i.get(1).times((long) block * block).plus(k);
                      return x.at(Dims.of(i.get(0), channel).and(place.over(block)));
                    }));
          });

  /** Blocks of the image laid out as channels. */
  static final Operator SPACE_TO_DEPTH =
      operator(
          "SpaceToDepth",
          13,
          "input -> output",
          op -> {
            Stage x = op.input("input", ANY, 4, 4);
            int block = op.integer("blocksize", 1, Range.from(1));
            boolean depthFirst = op.opset() < 28 || op.word("mode", "DCR", "CRD").equals("DCR");
            Dims size = x.shape().from(2).over(block);
            op.require(x.shape().from(2), size.times(block), "the image makes whole blocks");
            long area = (long) block * block;
            op.output(
                "output",
                stage(
                    Dims.of(x.dim(0), x.dim(1).times(area)).and(size),
                    i -> {
                      Dim c = i.get(1);
                      Dim k = depthFirst ? c.over(x.dim(1)) : c.mod(area);
                      Dim channel = depthFirst ? c.mod(x.dim(1)) : c.over(area);
                      Dims inBlock = Dims.of(k.over(block), k.mod(block));
                      return x.at(
                          Dims.of(i.get(0), channel).and(i.from(2).times(block).plus(inBlock)));
                    }));
          });

  /** Columns of blocks added up where they lie in an image. */
  static final Operator COL2IM =
      operator(
          "Col2Im",
          18,
          "input image_shape block_shape -> output",
          op -> {
            Stage x = op.input("input", NUMBERS, 3, 3);
            int n = op.length("image_shape", 2, Draft.ANY_RANK);
            Dims image = op.numbers("image_shape", n, Range.from(1));
            Dims block = Dims.ofNumbers(op.drawn("block_shape", n, Range.from(1)));
            List<Integer> ones = IntStream.range(0, n).mapToObj(a -> 1).toList();
            Dims dilation = Dims.ofNumbers(op.drawn("dilations", ones, Range.from(1)));
            Dims stride = Dims.ofNumbers(op.drawn("strides", ones, Range.from(1)));
            Dims pads = op.numbers("pads", Dims.zeros(2 * n), Range.from(0));
            Dims reach = block.minus(1).times(dilation).plus(1);
            Dims padded = image.plus(pads.first(n)).plus(pads.last(n));
            Dims blocks = padded.minus(reach).over(stride).plus(1);
            op.requireAtLeast(blocks, 1, "the block fits the padded image");
            Dim channels = x.dim(1).over(block.product());
            op.require(x.dim(1).is(channels.times(block.product())), "a channel has its blocks");
            op.require(x.dim(2).is(blocks.product()), "every block has a column");
            op.output(
                "output",
                stage(
                    Dims.of(x.dim(0), channels).and(image),
                    i ->
                        sum(
                            block,
                            k -> {
                              Dims from = i.from(2).plus(pads.first(n)).minus(k.times(dilation));
                              Dims at = from.over(stride);
                              Dim row =
                                  i.get(1).times(block.product()).plus(RowMajor.offset(k, block));
                              Dim column = RowMajor.offset(at, blocks);
                              Expr value = x.at(Dims.of(i.get(0), row, column), x.zero());
                              return starts(from, at, stride, blocks).then(value, x.zero());
                            })));
          });

  /** Whether a block starts at a place: a multiple of the stride, within the blocks. */
  private static Expr starts(Dims from, Dims at, Dims stride, Dims blocks) {
    Expr zero = number(INT64, 0L);
    return IntStream.range(0, at.rank())
        .mapToObj(
            a ->
                number(INT64, from.get(a).minus(at.get(a).times(stride.get(a))))
                    .is(zero)
                    .and(number(INT64, at.get(a)).atLeast(zero))
                    .and(number(INT64, at.get(a)).lessThan(number(INT64, blocks.get(a)))))
        .reduce(number(BOOL, dim(1)), Expr::and);
  }

  static final List<Operator> ALL = List.of(DEPTH_TO_SPACE, SPACE_TO_DEPTH, COL2IM);
}
