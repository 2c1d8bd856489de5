package dev.assay.cli;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** How {@code --help} shows an option: as people write it, {@code --time D}. */
final class Look extends Help {
  Look(CommandSpec spec, ColorScheme colours) {
    super(spec, colours);
  }

  @Override
  public IParamLabelRenderer parameterLabelRenderer() {
    return new IParamLabelRenderer() {
      @Override
      public Text renderParameterLabel(ArgSpec arg, Ansi ansi, List<IStyle> styles) {
        boolean flag = arg.arity().max() == 0;
        String space = arg.isOption() ? " " : "";
        return flag ? ansi.text("") : colorScheme().apply(space + arg.paramLabel(), styles);
      }

      @Override
      public String separator() {
        return "";
      }
    };
  }
}
