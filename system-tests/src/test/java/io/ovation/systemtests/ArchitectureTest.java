package io.ovation.systemtests;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;

/** What holds for the code of all modules. */
@AnalyzeClasses(packages = "io.ovation", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] ROLES = {"likes", "dispatcher", "frontend"};

    /** Packages where it is decided what actors then do, and the values that they share. */
    private static final String[] WITHOUT_AKKA = {
        "io.ovation.access.key..",
        "io.ovation.access.rights..",
        "io.ovation.access.token..",
        "io.ovation.common.event..",
        "io.ovation.common.http..",
        "io.ovation.common.insight..",
        "io.ovation.common.limit..",
        "io.ovation.common.log..",
        "io.ovation.common.settings..",
        "io.ovation.common.sse..",
        "io.ovation.common.topic..",
        "io.ovation.edge.http1..",
        "io.ovation.edge.message..",
        "io.ovation.frontend.crowd..",
        "io.ovation.frontend.fanout..",
        "io.ovation.frontend.frame..",
        "io.ovation.frontend.replay..",
        "io.ovation.frontend.topic..",
        "io.ovation.insights.cluster..",
        "io.ovation.insights.history..",
        "io.ovation.insights.meters..",
        "io.ovation.insights.trace.batch..",
        "io.ovation.insights.trace.join..",
        "io.ovation.likes.store..",
        "io.ovation.loadtest..",
        "io.ovation.node.local..",
        "io.ovation.node.top.."
    };

    /** What a class beside its actor is called that decides for it, or counts. */
    private static final String DECIDES =
            ".*(Counters|Leases?|Limiter|Metrics|Plan|Queue|Record|Sampler|Schedule|Windows?)";

    /** A package has one reason to change; past this it hides others. */
    private static final int MOST_CLASSES = 15;

    /** Calls that hold their thread until something happens. */
    private static final Map<String, Set<String>> BLOCKING = Map.of(
            "java.lang.Thread", Set.of("sleep", "join"),
            "java.lang.Object", Set.of("wait"),
            "java.util.concurrent.Future", Set.of("get", "join"),
            "java.util.concurrent.CountDownLatch", Set.of("await"),
            "java.util.concurrent.locks.Condition", Set.of("await"),
            "java.util.concurrent.BlockingQueue", Set.of("take", "put"),
            "java.util.concurrent.Semaphore", Set.of("acquire"),
            "io.netty.util.concurrent.Future", Set.of("sync", "syncUninterruptibly", "await", "awaitUninterruptibly"),
            "scala.concurrent.Await$", Set.of("result", "ready"));

    /**
     * The main thread, commands that are not nodes, a thread that warms up a node before anybody is let in, one that
     * ends it, and load tests.
     */
    private static final Set<String> MAY_BLOCK = Set.of(
            "io.ovation.node.Launcher",
            "io.ovation.node.WarmUp",
            "io.ovation.node.RehearseCommand",
            "io.ovation.node.local",
            "io.ovation.edge.transport.EventLoops",
            "io.ovation.loadtest");

    /** What Akka makes from a part of its own configuration. */
    private static final Set<String> CONFIGURED_BY_AKKA =
            Set.of("akka.dispatch.MailboxType", "akka.dispatch.MessageDispatcherConfigurator");

    @ArchTest
    static final ArchRule roles_doNotKnowEachOther = slices().matching("io.ovation.(*)..")
            .that(describe("are roles", slice -> Set.of(ROLES).contains(slice.getNamePart(1))))
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule roles_andWhatTheyShare_doNotKnowWhatStandsOnThem = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.ovation.common..",
                    "io.ovation.edge..",
                    "io.ovation.access..",
                    "io.ovation.likes..",
                    "io.ovation.dispatcher..",
                    "io.ovation.frontend..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ovation.node..", "io.ovation.loadtest..", "io.ovation.insights..");

    @ArchTest
    static final ArchRule libraries_knowNoRole = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.ovation.common..", "io.ovation.edge..", "io.ovation.access..", "io.ovation.insights..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.ovation.likes..", "io.ovation.dispatcher..", "io.ovation.frontend..");

    @ArchTest
    static final ArchRule commonAndEdge_knowNoAccess = noClasses()
            .that()
            .resideInAnyPackage("io.ovation.common..", "io.ovation.edge..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.ovation.access..");

    /** Of the library there is one place to look at: what it is asked, and what not. */
    @ArchTest
    static final ArchRule signatures_areVerifiedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.ovation.access.key..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.nimbusds..");

    @ArchTest
    static final ArchRule edge_knowsNothingOfWhatIsAskedFor = noClasses()
            .that()
            .resideInAPackage("io.ovation.edge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.ovation.common.event..",
                    "io.ovation.common.log..",
                    "io.ovation.common.presence..",
                    "io.ovation.common.protocol..",
                    "io.ovation.common.sse..",
                    "io.ovation.common.topic..");

    @ArchTest
    static final ArchRule edge_knowsAkkaHttpForRoutesOnly = noClasses()
            .that()
            .resideInAPackage("io.ovation.edge..")
            .and()
            .resideOutsideOfPackage("io.ovation.edge.route..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("akka.http..");

    @ArchTest
    static final ArchRule packages_haveNoCycles = slices().matching("io.ovation.(**)")
            .should()
            .beFreeOfCycles()
            // The marker that chooses a serializer says nothing of the protocol.
            .ignoreDependency(alwaysTrue(), name("io.ovation.common.protocol.WireMessage"));

    @ArchTest
    static final ArchRule state_andSharedValues_knowNoAkka = noClasses()
            .that()
            .resideInAnyPackage(WITHOUT_AKKA)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("akka..");

    @ArchTest
    static final ArchRule whatDecidesForAnActor_knowsNoAkka = noClasses()
            .that(describe(
                    "are named for a decision",
                    type -> outermost(type).getSimpleName().matches(DECIDES)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("akka..");

    @ArchTest
    static final ArchRule nothing_blocks = noClasses()
            .that(describe("are not known to", type -> MAY_BLOCK.stream().noneMatch(type.getName()::startsWith)))
            .should()
            .accessTargetWhere(describe("blocks", ArchitectureTest::blocks));

    @ArchTest
    static final ArchRule configuration_isReadBySettingsOnly = noClasses()
            .that(not(resideInAPackage("io.ovation.node.."))
                    .and(describe("are no settings", type -> !isSettings(outermost(type)))))
            .should()
            .accessTargetWhere(describe(
                    "reads a Config", access -> access.getTargetOwner().isAssignableTo("com.typesafe.config.Config")));

    @ArchTest
    static final ArchRule settings_areRecords =
            classes().that().haveSimpleNameEndingWith("Settings").should().beRecords();

    @ArchTest
    static void packages_areSmall(JavaClasses all) {
        Map<String, Long> sizes = all.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, counting()));
        assertThat(sizes)
                .hasSizeGreaterThan(ROLES.length)
                .allSatisfy((name, size) -> assertThat(size).as(name).isLessThanOrEqualTo(MOST_CLASSES));
    }

    @ArchTest
    static void packagesWithoutAkka_exist(JavaClasses all) {
        assertThat(WITHOUT_AKKA)
                .allSatisfy(name ->
                        assertThat(all.that(resideInAPackage(name))).as(name).isNotEmpty());
    }

    private static boolean isSettings(JavaClass type) {
        return type.getSimpleName().endsWith("Settings")
                || CONFIGURED_BY_AKKA.stream().anyMatch(type::isAssignableTo);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static boolean blocks(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitCallTarget target
                && BLOCKING.entrySet().stream()
                        .anyMatch(entry -> entry.getValue().contains(target.getName())
                                && target.getOwner().isAssignableTo(entry.getKey()));
    }
}
