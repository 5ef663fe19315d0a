package dev.procnet.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

@AnalyzeClasses(
    packages = "dev.procnet.client",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static void library_doesNotKnowTheCommandLine(JavaClasses classes) {
    noClasses()
        .that()
        .resideInAPackage("dev.procnet.client")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.procnet.client.cli..")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(classes);
  }

  @ArchTest
  static void netty_isOnlyTheTransports(JavaClasses classes) {
    noClasses()
        .that()
        .doNotHaveSimpleName("Transport")
        .and()
        .doNotHaveSimpleName("TrainingPeer")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.grpc.netty..")
        .check(classes);
  }

  @ArchTest
  static void input_doesNotKnowTheCommandsThatReadIt(JavaClasses classes) {
    noClasses()
        .that()
        .resideInAPackage("dev.procnet.client.cli.input")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.procnet.client.cli")
        .check(classes);
  }
}
