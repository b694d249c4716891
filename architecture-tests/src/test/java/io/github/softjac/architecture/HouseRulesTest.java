package io.github.softjac.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.architecture.fixture.DeclaredSerializable;
import io.github.softjac.architecture.fixture.Exits;
import io.github.softjac.architecture.fixture.ReadsObjects;
import io.github.softjac.architecture.fixture.ThrownOnly;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  private static final String MAIN_CLASS = "io.github.softjac.cli.Softjac";

  @Test
  void onlyTheMainMethodExits() {
    HouseRules.onlyTheMainMethodExits(MAIN_CLASS).check(House.ALL);
  }

  @Test
  void anExitOutsideOfMainIsCaught() {
    assertThatThrownBy(() ->
            HouseRules.onlyTheMainMethodExits(Exits.class.getName())
                .check(House.fixture(Exits.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Exits.fail()")
        .hasMessageNotContaining("Exits.main");
  }

  @Test
  void anExitInTheMainMethodOfAnotherClassIsCaught() {
    assertThatThrownBy(
            () -> HouseRules.onlyTheMainMethodExits(MAIN_CLASS).check(House.fixture(Exits.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Exits.main");
  }

  @Test
  void noJavaSerialization() {
    HouseRules.noJavaSerialization().check(House.ALL);
  }

  @Test
  void readingObjectsIsCaught() {
    assertThatThrownBy(
            () -> HouseRules.noJavaSerialization().check(House.fixture(ReadsObjects.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ObjectInputStream");
  }

  @Test
  void aClassDeclaredSerializableIsCaught() {
    assertThatThrownBy(
            () -> HouseRules.noJavaSerialization().check(House.fixture(DeclaredSerializable.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("DeclaredSerializable");
  }

  @Test
  void anExceptionIsNotCaught() {
    HouseRules.noJavaSerialization().check(House.fixture(ThrownOnly.class));
  }
}
