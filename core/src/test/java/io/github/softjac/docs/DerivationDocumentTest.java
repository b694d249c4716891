package io.github.softjac.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Holds `docs/derivation.md` to its word: every formula has a method and a test that exist.
final class DerivationDocumentTest {

  /// The folder of this module is `basedir` under Maven, and the working folder elsewhere.
  private static final Path DOCS =
      Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("docs");

  private static final String TEST = "../core/src/test/java/io/github/softjac/docs/";

  @Test
  void everyLinkOfTheDerivationIsToWhatExists() throws IOException {
    assertThat(DocumentLinks.problems(DOCS, derivation())).isEmpty();
  }

  @Test
  void derivationShowsItsFormulasAndNamesItsTests() throws IOException {
    assertThat(derivation())
        .contains("```math")
        .contains("SoftmaxJacobianTest.jacobianTimesVectorIsBackwardToFourUlp");
  }

  @Test
  void missingFileIsFound() {
    assertThat(DocumentLinks.problems(DOCS, "see [`Gone.method`](../core/Gone.java)"))
        .containsExactly("../core/Gone.java: no such file");
  }

  @Test
  void missingMethodIsFound() {
    assertThat(
            DocumentLinks.problems(
                DOCS, "[`DerivationDocumentTest.gone`](" + TEST + "DerivationDocumentTest.java)"))
        .containsExactly("io.github.softjac.docs.DerivationDocumentTest has no method gone");
  }

  @Test
  void methodThatIsNoTestIsFound() {
    assertThat(
            DocumentLinks.problems(
                DOCS,
                "[`DerivationDocumentTest.derivation`](" + TEST + "DerivationDocumentTest.java)"))
        .containsExactly(
            "io.github.softjac.docs.DerivationDocumentTest.derivation is not run as a test");
  }

  @Test
  void linkToAnotherClassThanItSaysIsFound() {
    assertThat(
            DocumentLinks.problems(
                DOCS, "[`Softmax.forward`](" + TEST + "DerivationDocumentTest.java)"))
        .containsExactly("[`Softmax.forward`]: the link is to DerivationDocumentTest.java");
  }

  @Test
  void formulaWithoutMethodAndTestIsFound() {
    assertThat(DocumentLinks.problems(DOCS, "# Title\n\n## Lonely\n\n```math\ny = z\n```\n"))
        .containsExactly(
            "section \"Lonely\": a formula, but no method that carries it",
            "section \"Lonely\": a formula, but no test that proves it");
  }

  @Test
  void linksElsewhereAreNotLookedAt() {
    assertThat(DocumentLinks.problems(DOCS, "[a](#part) [b](https://example.org/x.java)"))
        .isEmpty();
  }

  private static String derivation() throws IOException {
    return Files.readString(DOCS.resolve("derivation.md"));
  }
}
