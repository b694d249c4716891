package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellTest {

  @Test
  void plainWordsAreNotQuoted() {
    assertThat(Shell.command("predict", "a/größe.softjac", "--top", "2"))
        .isEqualTo("softjac predict a/größe.softjac --top 2");
  }

  @Test
  void spacesAndQuotesAreQuoted() {
    assertThat(Shell.command("inspect", "my model's.softjac"))
        .isEqualTo("softjac inspect 'my model'\\''s.softjac'");
  }
}
