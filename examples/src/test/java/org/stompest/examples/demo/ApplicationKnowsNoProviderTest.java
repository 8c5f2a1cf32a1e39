package org.stompest.examples.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.stompest.examples.demo", importOptions = ImportOption.DoNotIncludeTests.class)
class ApplicationKnowsNoProviderTest {
    @ArchTest
    static final ArchRule MESSAGING_AND_NAMING_ONLY = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("org.stompest.examples.demo", "java..", "jakarta.jms", "javax.naming");
}
