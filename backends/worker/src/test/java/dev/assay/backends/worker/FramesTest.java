package dev.assay.backends.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FramesTest {
  @Test
  void whatIsSentIsReceived() throws IOException {
    List<Message> messages =
        List.of(
            new Message.Hello(1, "onnxruntime"),
            new Message.ProbeMissing(Map.of("opt", "all")),
            new Message.Quit(),
            new Message.Ready("tvm", "0.19.0", Map.of("opt", "0 to 3", "target", "llvm")),
            new Message.Entered(Phase.RUN),
            new Message.Ended(
                Outcome.failed(Status.CRASH, Phase.COMPILE, "Straße\n\u0000", 1L << 40)),
            new Message.Missing(Optional.of("no GPU")),
            new Message.Missing(Optional.empty()),
            new Message.ListSchemas(),
            new Message.Schemas("=tensor(float)"));
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    for (Message m : messages) {
      frames(new byte[0], pipe).send(m);
    }
    Frames end = frames(pipe.toByteArray(), pipe);
    for (Message m : messages) {
      assertThat(end.receive()).isEqualTo(m);
    }
    assertThat(end.receive()).isNull();
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void tensorsOfEveryTypeAndRankPass(DType type) throws IOException {
    for (int[] shape : new int[][] {{}, {3}, {2, 0, 5}, {1, 2, 3, 1}}) {
      Tensor t = Tensor.zeros(type, shape);
      for (int k = 0; k < t.size(); k++) {
        if (type == DType.STRING) {
          t.texts()[k] = "é" + k;
        } else if (type.isFloat()) {
          t.reals()[k] = type.nearest(1 << k % 2);
        } else {
          t.integers()[k] = k % 2 == 0 ? type.high() : type.low();
        }
      }
      Trial trial = new Trial(new byte[] {1, 2, 3}, Map.of("x", t));
      Message.Run run = (Message.Run) through(new Message.Run(Map.of(), trial));
      assertThat(run.trial().inputs()).isEqualTo(trial.inputs());
      assertThat(run.trial().model()).isEqualTo(trial.model());
      assertThat(through(new Message.Ended(Outcome.ok(List.of(t, t), 5))))
          .isEqualTo(new Message.Ended(Outcome.ok(List.of(t, t), 5)));
    }
  }

  @Test
  void theBytesAreThoseOfTheDocument() {
    assertThat(Frames.encode(new Message.Hello(1, "tvm")))
        .containsExactly('A', 'S', 'Y', '1', 12, 0, 0, 0, 1, 1, 0, 0, 0, 3, 0, 0, 0, 't', 'v', 'm');
    Tensor t = Tensor.of(DType.INT16, new int[] {2}, 1, -2);
    assertThat(Frames.encode(new Message.Ended(Outcome.ok(List.of(t), 7))))
        .containsExactly(
            'A', 'S', 'Y', '1', 43, 0, 0, 0, 67, // ended
            0, 3, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, // ok, read, no detail, 7 ns
            1, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, // one tensor, int16[2]
            4, 0, 0, 0, 1, 0, -2, -1); // its bytes
  }

  @Test
  void whatStandsBeforeAMarkIsPassedOver() throws IOException {
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    pipe.write("A library says AASY\n".getBytes(UTF_8));
    pipe.write(Frames.encode(new Message.Quit()));
    pipe.write("ASASY".getBytes(UTF_8));
    pipe.write(Frames.encode(new Message.Entered(Phase.READ)));
    Frames end = frames(pipe.toByteArray(), pipe);
    assertThat(end.receive()).isEqualTo(new Message.Quit());
    assertThat(end.receive()).isEqualTo(new Message.Entered(Phase.READ));
  }

  @Test
  void aLengthBeyondTheCapIsRefused() {
    byte[] frame = {'A', 'S', 'Y', '1', -1, -1, -1, 127, 4};
    assertThatThrownBy(() -> frames(frame, new ByteArrayOutputStream()).receive())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2147483647 bytes");
  }

  @Test
  void everyPrefixOfABodyIsRefused() {
    Trial trial = new Trial(new byte[] {1, 2}, Map.of("x", Tensor.list(3, 4)));
    byte[] frame = Frames.encode(new Message.Run(Map.of("a", "b"), trial));
    for (int cut = 8; cut < frame.length; cut++) {
      byte[] body = Arrays.copyOfRange(frame, 8, cut);
      assertThatThrownBy(() -> Frames.decode(body)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFrameThatIsCutAnywhereIsTheEndOfThePipe() throws IOException {
    byte[] frame = Frames.encode(new Message.Entered(Phase.RUN));
    for (int length = 0; length < frame.length; length++) {
      byte[] cut = Arrays.copyOf(frame, length);
      assertThat(frames(cut, new ByteArrayOutputStream()).receive()).as("%d", length).isNull();
    }
  }

  private static Message through(Message message) throws IOException {
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    frames(new byte[0], pipe).send(message);
    Message received = frames(pipe.toByteArray(), pipe).receive();
    assertThat(received).isNotNull();
    return received;
  }

  private static Frames frames(byte[] in, ByteArrayOutputStream out) {
    return new Frames(new ByteArrayInputStream(in), out);
  }
}
