package dev.assay.backends.torch;

import dev.assay.core.graph.Node;
import dev.assay.core.reading.Kernels;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** LibTorch's own operators, each called by itself and as it is, by a function of one call. */
final class NativeKernels implements Kernels {
  private static final int MOST_FUNCTIONS = 500;

  private final Aten aten;
  private final Map<String, CompilationUnit> compiled = new LinkedHashMap<>();

  NativeKernels(Aten aten) {
    this.aten = aten;
  }

  @Override
  public Optional<List<Tensor>> results(Node node, List<@Nullable Tensor> inputs) {
    if (!node.domain().equals(Aten.DOMAIN)) {
      return Optional.empty();
    }
    Program.use(TorchOptions.Level.PLAIN);
    TorchScript script = new TorchScript(aten);
    IValueVector stack = new IValueVector();
    List<Optional<String>> names = new ArrayList<>();
    for (Tensor t : inputs) {
      names.add(Optional.ofNullable(t).map(x -> script.input("", x.type(), x.shape())));
      if (t != null) {
        stack.push_back(new IValue(TorchTensors.feed(t)));
      }
    }
    List<String> outputs = script.call(node, names);
    unit(script.script(outputs).function()).get_function(new QualifiedName(Script.NAME)).run(stack);
    List<Tensor> results = new ArrayList<>();
    for (org.bytedeco.pytorch.Tensor t : stack.get(0).toTensorVector().get()) {
      results.add(TorchTensors.read(t));
    }
    return Optional.of(results);
  }

  private CompilationUnit unit(String text) {
    CompilationUnit known = compiled.get(text);
    if (known != null) {
      return known;
    }
    if (compiled.size() == MOST_FUNCTIONS) {
      compiled.values().forEach(CompilationUnit::releaseReference);
      compiled.clear();
    }
    CompilationUnit made = torch.compile(text);
    made.retainReference(); // beyond the trial
    compiled.put(text, made);
    return made;
  }
}
