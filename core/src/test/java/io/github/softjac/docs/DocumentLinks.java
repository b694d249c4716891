package io.github.softjac.docs;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/// The links of a Markdown document to source files: whether each file, and each method that a link
/// is named after, exists.
///
/// A link to a Java file reads `[`Class.method`](…/Class.java)` or `[`Class`](…/Class.java)`;
/// behind a link to test code must be a method that is run as a test. A section that shows a
/// formula in a `math` block names a method of the main code and a test.
final class DocumentLinks {

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`(\\w+)(?:\\.(\\w+))?`");
  private static final Pattern SECTION = Pattern.compile("(?m)^(?=##+ )");

  private final Path folder;
  private final List<String> problems = new ArrayList<>();

  private DocumentLinks(Path folder) {
    this.folder = folder;
  }

  /// What is wrong with a document in this folder; nothing, if it is in order.
  static List<String> problems(Path folder, String markdown) {
    DocumentLinks links = new DocumentLinks(folder);
    SECTION.splitAsStream(markdown).forEach(links::checkSection);
    return links.problems;
  }

  private void checkSection(String section) {
    boolean method = false;
    boolean test = false;
    for (MatchResult link : LINK.matcher(section).results().toList()) {
      String target = link.group(2);
      if (!target.startsWith("#") && !target.contains("://")) {
        checkLink(link.group(1), target);
        method |= target.contains("src/main/java/");
        test |= target.contains("src/test/java/");
      }
    }
    String title = section.lines().findFirst().orElse("").replaceFirst("^#+ ", "");
    if (section.contains("```math") && !method) {
      problems.add("section \"" + title + "\": a formula, but no method that carries it");
    }
    if (section.contains("```math") && !test) {
      problems.add("section \"" + title + "\": a formula, but no test that proves it");
    }
  }

  private void checkLink(String text, String target) {
    Path file = folder.resolve(target).normalize();
    if (!Files.isRegularFile(file)) {
      problems.add(target + ": no such file");
    } else if (target.endsWith(".java")) {
      checkCode(text, target);
    }
  }

  private void checkCode(String text, String target) {
    MatchResult code = CODE.matcher(text).results().findFirst().orElse(null);
    String fileName = target.substring(target.lastIndexOf('/') + 1);
    if (code == null || !fileName.equals(code.group(1) + ".java")) {
      problems.add("[" + text + "]: the link is to " + fileName);
      return;
    }
    String method = code.group(2);
    if (method != null) {
      checkMethod(target, method);
    }
  }

  private void checkMethod(String target, String name) {
    String className =
        target
            .replaceFirst(".*src/(main|test)/java/", "")
            .replaceFirst("\\.java$", "")
            .replace('/', '.');
    List<Method> methods;
    try {
      methods =
          Arrays.stream(Class.forName(className).getDeclaredMethods())
              .filter(method -> method.getName().equals(name))
              .toList();
    } catch (ClassNotFoundException e) {
      problems.add(target + ": no such class");
      return;
    }
    if (methods.isEmpty()) {
      problems.add(className + " has no method " + name);
    } else if (target.contains("src/test/java/")
        && methods.stream().noneMatch(m -> AnnotationSupport.isAnnotated(m, Testable.class))) {
      problems.add(className + "." + name + " is not run as a test");
    }
  }
}
