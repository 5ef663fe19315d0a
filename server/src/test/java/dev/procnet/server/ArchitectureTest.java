package dev.procnet.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The arrows between packages, as the design draws them: down only. */
@AnalyzeClasses(
    packages = "dev.procnet.server",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.procnet.server";

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("root")
          .definedBy(ROOT)
          .layer("rpc")
          .definedBy(ROOT + ".rpc..")
          .layer("web")
          .definedBy(ROOT + ".web..")
          .layer("metrics")
          .definedBy(ROOT + ".metrics..")
          .layer("security")
          .definedBy(ROOT + ".security..")
          .layer("fault")
          .definedBy(ROOT + ".fault..")
          .layer("journal")
          .definedBy(ROOT + ".journal..")
          .layer("call")
          .definedBy(ROOT + ".call..")
          .layer("config")
          .definedBy(ROOT + ".config..")
          .layer("storage")
          .definedBy(ROOT + ".storage..")
          .layer("netfile")
          .definedBy(ROOT + ".netfile..")
          .layer("stack")
          .definedBy(ROOT + ".stack..")
          .whereLayer("root")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rpc")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("fault")
          .mayOnlyBeAccessedByLayers("root", "rpc")
          .whereLayer("journal")
          .mayOnlyBeAccessedByLayers("root", "rpc")
          .whereLayer("call")
          .mayOnlyBeAccessedByLayers("root", "rpc", "fault", "journal")
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers("root", "web")
          .whereLayer("security")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("storage")
          .mayOnlyBeAccessedByLayers("root")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("root", "rpc", "web", "metrics", "security", "storage")
          .whereLayer("netfile")
          .mayOnlyBeAccessedByLayers("root", "rpc", "web", "metrics", "security");

  @ArchTest
  static final ArchRule STACK_KNOWS_NO_TEXT_NO_GRPC_NO_WIRING =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".stack..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.grpc..", "com.google.inject..", "jakarta.inject..", ROOT + ".netfile..");

  @ArchTest
  static final ArchRule THE_ENGINE_IS_KNOWN_TO_STORAGE_ONLY =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.rocksdb..", "tools.jackson..", "com.fasterxml..");

  @ArchTest
  static final ArchRule NETFILE_KNOWS_NO_GRPC_AND_NO_WIRING =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".netfile..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.grpc..", "com.google.inject..");

  @ArchTest
  static final ArchRule WIRING_IS_IN_THE_ROOT =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.inject..");

  @ArchTest
  static void everyPackage_saysWhatIsNull(JavaClasses classes) {
    List<JavaPackage> packages = classes.stream().map(JavaClass::getPackage).distinct().toList();

    assertThat(packages)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            each -> assertThat(each.isAnnotatedWith(NullMarked.class)).as(each.getName()).isTrue());
  }
}
