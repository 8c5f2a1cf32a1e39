package org.stompest.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;

/** Who may know whom in stomp-wire; docs/architecture.md has the picture. */
@AnalyzeClasses(packages = "org.stompest.wire", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String WIRE = "org.stompest.wire";
    private static final String[] PURE = {
        WIRE, WIRE + ".frame..", WIRE + ".codec..", WIRE + ".command..", WIRE + ".session..", WIRE + ".failover.."
    };

    @ArchTest
    static final ArchRule NOTHING_KNOWS_JMS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.jms..", "javax.jms..", "org.stompest.jms..");

    @ArchTest
    static final ArchRule THE_PURE_PACKAGES_DO_NO_INPUT_OR_OUTPUT = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "java.nio.channels..", "javax.net..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(InputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(OutputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Reader.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Writer.class);

    @ArchTest
    static final ArchRule THE_LOWEST_LAYERS_KNOW_NO_NETWORK = noClasses()
            .that()
            .resideInAnyPackage(WIRE, WIRE + ".frame..", WIRE + ".codec..", WIRE + ".command..", WIRE + ".session..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..");

    @ArchTest
    static final ArchRule THE_PURE_PACKAGES_HAVE_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule FRAMES_KNOW_NOTHING_ELSE_OF_OURS = classes()
            .that()
            .resideInAPackage(WIRE + ".frame..")
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideInAPackage(WIRE + ".frame..")
                    .or(JavaClass.Predicates.resideOutsideOfPackage(WIRE + "..")));

    @ArchTest
    static final ArchRule EACH_LAYER_KNOWS_ONLY_LOWER_ONES = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("frame")
            .definedBy(WIRE + ".frame..")
            .layer("exceptions")
            .definedBy(WIRE)
            .layer("codec")
            .definedBy(WIRE + ".codec..")
            .layer("command")
            .definedBy(WIRE + ".command..")
            .layer("session")
            .definedBy(WIRE + ".session..")
            .layer("options")
            .definedBy(WIRE + ".options..")
            .layer("failover")
            .definedBy(WIRE + ".failover..")
            .layer("transport")
            .definedBy(WIRE + ".transport..")
            .layer("connection")
            .definedBy(WIRE + ".connection..")
            .layer("client")
            .definedBy(WIRE + ".client..")
            .whereLayer("client")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("connection")
            .mayOnlyBeAccessedByLayers("client")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("connection", "client")
            .whereLayer("failover")
            .mayOnlyBeAccessedByLayers("transport", "connection", "client")
            .whereLayer("options")
            .mayOnlyBeAccessedByLayers("failover", "transport", "connection", "client")
            .whereLayer("options")
            .mayNotAccessAnyLayer()
            .whereLayer("session")
            .mayOnlyBeAccessedByLayers("failover", "transport", "connection", "client")
            .whereLayer("command")
            .mayOnlyBeAccessedByLayers("session", "failover", "transport", "connection", "client")
            .whereLayer("codec")
            .mayOnlyBeAccessedByLayers("failover", "transport", "connection", "client");

    @ArchTest
    static final ArchRule LOCKS_ARE_NOT_MONITORS = methods()
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED)
            .because("a virtual thread would pin its carrier");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
