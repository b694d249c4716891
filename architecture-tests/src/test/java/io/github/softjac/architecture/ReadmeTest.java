package io.github.softjac.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Documents are true: their Java compiles, and the files that documents link to exist.
class ReadmeTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

  @Test
  void everyJavaExampleCompiles(@TempDir Path classes) throws IOException {
    List<String> sources = new ArrayList<>();
    for (String document : List.of("README.md", "docs/softmax-options.md")) {
      Matcher blocks = JAVA.matcher(Files.readString(ROOT.resolve(document)));
      while (blocks.find()) {
        sources.add(asClass("Example" + sources.size(), blocks.group(1)));
      }
    }
    assertThat(sources).hasSizeGreaterThanOrEqualTo(7);
    for (int i = 0; i < sources.size(); i++) {
      StringWriter messages = new StringWriter();
      JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  null,
                  null,
                  List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                  null,
                  List.of(source("Example" + i, sources.get(i))))
              .call();
      assertThat(compiled).as(sources.get(i) + messages).isTrue();
    }
  }

  @Test
  void everyFileThatADocumentLinksToExists() throws IOException {
    List<Path> documents = new ArrayList<>();
    try (var root = Files.list(ROOT);
        var docs = Files.walk(ROOT.resolve("docs"));
        var examples = Files.list(ROOT.resolve("examples"))) {
      root.forEach(documents::add);
      docs.forEach(documents::add);
      examples.forEach(documents::add);
    }
    documents.removeIf(file -> !file.toString().endsWith(".md"));
    assertThat(documents).hasSizeGreaterThan(8);
    List<String> broken = new ArrayList<>();
    for (Path document : documents) {
      Matcher links = LINK.matcher(Files.readString(document));
      while (links.find()) {
        if (!Files.exists(document.resolveSibling(links.group(1)))) {
          broken.add(ROOT.relativize(document) + " → " + links.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /// Imports first, the rest as the body of a method.
  private static String asClass(String name, String block) {
    StringBuilder imports = new StringBuilder();
    StringBuilder body = new StringBuilder();
    for (String line : block.lines().toList()) {
      (line.startsWith("import ") ? imports : body).append(line).append('\n');
    }
    return imports + "class " + name + " { void run() throws Exception {\n" + body + "}}\n";
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
