package org.stompest.chaos.work;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stompest.chaos", importOptions = ImportOption.DoNotIncludeTests.class)
class ApplicationKnowsNoProviderTest {
    @ArchTest
    static final ArchRule MESSAGING_AND_BOOKS_ONLY = classes()
            .that()
            .resideInAPackage("org.stompest.chaos.work")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "org.stompest.chaos.work", "org.stompest.chaos.account", "java..", "jakarta.jms", "org.slf4j");

    @ArchTest
    static final ArchRule BOOKS_ONLY = noClasses()
            .that()
            .resideInAPackage("org.stompest.chaos.account")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.stompest.chaos.work", "org.stompest.chaos.faults");

    @ArchTest
    static final ArchRule FAULTS_KNOW_NO_MESSAGING = noClasses()
            .that()
            .resideInAPackage("org.stompest.chaos.faults")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.stompest.jms..", "org.stompest.chaos.work");
}
