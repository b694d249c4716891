package io.github.softjac.cli;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Source;
import io.github.softjac.source.Format;
import io.github.softjac.source.SourceOptions;
import io.github.softjac.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Options of every command that reads data: how it is written down.
final class DataOptions {

  @Option(
      names = "--format",
      paramLabel = "NAME",
      converter = FormatName.class,
      completionCandidates = FormatName.class,
      description =
          "One of: ${COMPLETION-CANDIDATES}. Default: by the ending of the name, else csv.")
  private @Nullable Format format;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = "Between the cells of CSV; \\t: tab. Default: found out (, tab ; |).")
  private @Nullable String delimiter;

  @Option(
      names = "--quote",
      paramLabel = "CHAR",
      description = "Around cells of CSV. Default: found out (\" or ').")
  private @Nullable String quote;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels of NumPy arrays and IDX images. Default: the file beside DATA.")
  private @Nullable Path labels;

  @Option(
      names = "--query",
      paramLabel = "SQL",
      description = "What to ask a database: DATA is its URL (jdbc:…).")
  private @Nullable String query;

  DataOptions() {}

  /// The source of these names.
  ///
  /// @throws ParameterException if names and options do not go together
  Source source(CommandSpec spec, List<String> names) throws IOException, DataException {
    try {
      return Sources.named(names, options(), System.in);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), OptionNames.inMessage(e), e);
    }
  }

  private SourceOptions options() {
    return new SourceOptions(
        format, character("delimiter", delimiter), character("quote", quote), labels, query);
  }

  private static @Nullable Character character(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1) {
      throw new IllegalArgumentException(
          "%s is \"%s\": allowed is one character".formatted(option, text));
    }
    return text.charAt(0);
  }
}
