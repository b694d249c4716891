package io.github.softjac.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import io.github.softjac.architecture.fixture.RowHelper;
import io.github.softjac.architecture.fixture.core.CallsUpwards;
import io.github.softjac.architecture.fixture.core.UsesLibrary;
import io.github.softjac.architecture.fixture.core.UsesTheJdk;
import io.github.softjac.architecture.fixture.train.CallsDownwards;
import io.github.softjac.architecture.fixture.util.Something;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {

  @Test
  void everyClassBelongsToAModule() {
    for (JavaClass javaClass : House.ALL) {
      assertThat(Module.of(javaClass)).as(javaClass.getName()).isPresent();
    }
  }

  @Test
  void everyModuleHasClasses() {
    for (Module module : Module.values()) {
      assertThat(House.of(EnumSet.of(module)).size()).as(module.name()).isPositive();
    }
  }

  @Test
  void dependenciesRunDownwards() {
    ModuleRules.dependenciesRunDownwards(Module::of).check(House.ALL);
  }

  @Test
  void aDependencyUpwardsIsCaught() {
    assertThatThrownBy(() ->
            ModuleRules.dependenciesRunDownwards(House::moduleByPackage)
                .check(House.fixture(CallsUpwards.class, CallsDownwards.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("CallsUpwards.upper()");
  }

  @Test
  void aDependencyDownwardsIsNotCaught() {
    ModuleRules.dependenciesRunDownwards(House::moduleByPackage)
        .check(House.fixture(CallsDownwards.class, UsesTheJdk.class));
  }

  @Test
  void coreUsesOnlyTheJdk() {
    ModuleRules.coreUsesOnlyTheJdk(Module::of).check(House.of(Set.of(Module.CORE)));
  }

  @Test
  void aLibraryInCoreIsCaught() {
    assertThatThrownBy(() ->
            ModuleRules.coreUsesOnlyTheJdk(House::moduleByPackage)
                .check(House.fixture(UsesLibrary.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("JsonObject");
  }

  @Test
  void theJdkInCoreIsNotCaught() {
    ModuleRules.coreUsesOnlyTheJdk(House::moduleByPackage).check(House.fixture(UsesTheJdk.class));
  }

  @Test
  void packagesAndClassesAreNamedForWhatTheyHold() {
    ModuleRules.packagesAreNamedForWhatTheyHold().check(House.ALL);
  }

  @Test
  void aPackageNamedUtilIsCaught() {
    assertThatThrownBy(() ->
            ModuleRules.packagesAreNamedForWhatTheyHold().check(House.fixture(Something.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("fixture.util.Something");
  }

  @Test
  void aClassNamedHelperIsCaught() {
    assertThatThrownBy(() ->
            ModuleRules.packagesAreNamedForWhatTheyHold().check(House.fixture(RowHelper.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("RowHelper");
  }
}
