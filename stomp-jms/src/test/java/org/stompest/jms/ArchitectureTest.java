package org.stompest.jms;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in stomp-jms. */
@AnalyzeClasses(packages = "org.stompest.jms", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String JMS = "org.stompest.jms";
    private static final String INTERNAL = JMS + ".internal";
    private static final String BROKER = INTERNAL + ".broker..";
    private static final String CONSUMER = INTERNAL + ".consumer..";
    private static final String PRODUCER = INTERNAL + ".producer..";
    private static final String SERVER_SESSION = INTERNAL + ".serversession..";
    private static final String SESSION = INTERNAL + ".session..";
    private static final String CONNECTION = INTERNAL + ".connection..";
    private static final String CONTEXT = INTERNAL + ".context..";

    private static ArchRule knowsNothingOf(String[] those, String... others) {
        return noClasses()
                .that()
                .resideInAnyPackage(those)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static String[] of(String... packages) {
        return packages;
    }

    @ArchTest
    static final ArchRule BROKER_KNOWS_NOBODY_ABOVE =
            knowsNothingOf(of(BROKER), CONSUMER, PRODUCER, SESSION, CONNECTION, CONTEXT);

    @ArchTest
    static final ArchRule CONSUMERS_KNOW_NOBODY_ABOVE =
            knowsNothingOf(of(CONSUMER), PRODUCER, SERVER_SESSION, SESSION, CONNECTION, CONTEXT);

    @ArchTest
    static final ArchRule PRODUCERS_KNOW_NOBODY_ABOVE =
            knowsNothingOf(of(PRODUCER), CONSUMER, SESSION, CONNECTION, CONTEXT);

    @ArchTest
    static final ArchRule SERVER_SESSIONS_KNOW_ONLY_CONSUMERS =
            knowsNothingOf(of(SERVER_SESSION), PRODUCER, SESSION, CONNECTION, CONTEXT);

    @ArchTest
    static final ArchRule SESSIONS_KNOW_NO_CONNECTION = knowsNothingOf(of(SESSION), CONNECTION, CONTEXT);

    @ArchTest
    static final ArchRule MESSAGES_AND_SELECTORS_STAND_ALONE = knowsNothingOf(
            of(INTERNAL + ".message..", INTERNAL + ".selector.."),
            BROKER,
            CONSUMER,
            PRODUCER,
            SESSION,
            CONNECTION,
            CONTEXT);

    @ArchTest
    static final ArchRule DIALECTS_KNOW_OF_THE_INNER_PARTS_ONLY_MESSAGES_AND_SELECTORS = noClasses()
            .that()
            .resideInAPackage(JMS + ".dialect..")
            .should()
            .dependOnClassesThat(resideInAPackage(INTERNAL + "..")
                    .and(not(resideInAnyPackage(INTERNAL + ".message..", INTERNAL + ".selector.."))));

    @ArchTest
    static final ArchRule NO_BROKER_IS_NAMED_OUTSIDE_THE_DIALECTS = noClasses()
            .that(not(resideInAPackage(JMS + ".dialect..")))
            .should()
            .dependOnClassesThat(resideInAnyPackage(JMS + ".dialect.*.."));

    @ArchTest
    static final ArchRule NOTHING_OF_ANOTHER_PROVIDER_IS_USED = classes()
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "javax..", "jakarta.jms..", "org.slf4j..", "org.stompest.."));

    @ArchTest
    static final ArchRule LOCKS_ARE_NOT_MONITORS = methods()
            .should()
            .notHaveModifier(JavaModifier.SYNCHRONIZED)
            .because("a virtual thread would pin its carrier");

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
