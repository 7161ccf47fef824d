package dev.weft.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** Every rule of the house, by name. Each looks at compiled classes, so neither a wildcard nor a fully written name escapes it. */
final class HouseRules {
    static final String TABLE = "every package has a row in the import table";
    static final String SIGNATURES = "features carry no JsonObject, RoutingContext or Buffer in a signature";
    static final String CHANCE = "features and machinery take time and chance from outside";
    static final String CREATES_VERTX = "only the root creates a Vertx";
    static final String DEPLOYS = "only the root deploys";
    static final String ENVIRONMENT = "only the root and settings read the environment";
    static final String INTERNALS = "nobody uses Vert.x internals; telemetry may make a call a context of its own";
    static final String CALLS_OUT = "only backend.client calls out; the root's commands may use the JDK's client";
    static final String ANSWERS = "only http and admin answer requests";
    static final String NULL_MARKED = "every package is null-marked";

    private static final Set<String> FEATURES =
            Set.of("kernel", "fanout", "product", "customer", "inventory", "outbox", "order", "journey");
    private static final Set<String> TIMELESS =
            Set.of("fanout", "resilience", "cache", "product", "customer", "inventory", "outbox", "order", "journey");
    private static final Set<String> CARRIERS = Set.of(
            "io.vertx.core.json.JsonObject",
            "io.vertx.core.json.JsonArray",
            "io.vertx.ext.web.RoutingContext",
            "io.vertx.core.buffer.Buffer");
    private static final Set<String> WRITERS =
            Set.of("io.vertx.core.http.HttpServerResponse", "io.vertx.ext.web.RoutingContext");
    private static final Set<String> CLOCKS = Set.of("now", "nanoTime", "currentTimeMillis", "systemUTC", "current");

    private final ImportTable table;

    HouseRules(ImportTable table) {
        this.table = table;
    }

    static String importsOf(String row) {
        return "imports of " + row;
    }

    /** All rules, in the order they are reported. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        table.rows().keySet().forEach(row -> rules.put(importsOf(row), imports(row)));
        rules.put(TABLE, classes(c -> true, this::hasRow));
        rules.put(SIGNATURES, classes(in(FEATURES), HouseRules::carriesNothingForeign));
        rules.put(CHANCE, classes(in(TIMELESS), accesses(HouseRules::clockOrChance)));
        rules.put(CREATES_VERTX, classes(in(Set.of(ImportTable.ROOT)).negate(), accesses(HouseRules::createsVertx)));
        rules.put(DEPLOYS, classes(in(Set.of(ImportTable.ROOT, "sandbox")).negate(), accesses(HouseRules::deploys)));
        rules.put(
                ENVIRONMENT,
                classes(in(Set.of(ImportTable.ROOT, "settings")).negate(), accesses(HouseRules::readsEnvironment)));
        rules.put(INTERNALS, classes(c -> true, this::usesInternals));
        rules.put(CALLS_OUT, classes(in(Set.of("backend.client", "sandbox")).negate(), this::callsOut));
        rules.put(
                ANSWERS,
                classes(
                        in(Set.of("http", "http.scapi", "admin", "sandbox")).negate(),
                        uses(target -> WRITERS.contains(target.getName()))));
        rules.put(NULL_MARKED, classes(c -> true, HouseRules::isInNullMarkedPackage));
        return rules;
    }

    private ArchRule imports(String row) {
        return classes(in(Set.of(row)), (origin, report) -> {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!ImportTable.ours(target.getPackageName())) {
                    continue;
                }
                Optional<String> to = table.rowOf(target.getPackageName());
                if (to.isEmpty() || !table.allows(row, to.get())) {
                    report.accept("must not import " + target.getName());
                }
            }
        });
    }

    private void hasRow(JavaClass origin, Consumer<String> report) {
        if (table.rowOf(origin.getPackageName()).isEmpty()) {
            report.accept("stands in " + origin.getPackageName() + ", which has no row in imports.txt");
        }
    }

    private static void carriesNothingForeign(JavaClass origin, Consumer<String> report) {
        origin.getCodeUnits().forEach(unit -> {
            carried(unit.getReturnType().getAllInvolvedRawTypes(), unit.getFullName(), report);
            unit.getParameterTypes()
                    .forEach(type -> carried(type.getAllInvolvedRawTypes(), unit.getFullName(), report));
        });
        origin.getFields()
                .forEach(field -> carried(field.getType().getAllInvolvedRawTypes(), field.getFullName(), report));
    }

    private static void carried(Set<JavaClass> types, String where, Consumer<String> report) {
        types.stream()
                .filter(type -> CARRIERS.contains(type.getName()))
                .forEach(type -> report.accept(where + " carries " + type.getSimpleName()));
    }

    private static void isInNullMarkedPackage(JavaClass origin, Consumer<String> report) {
        if (!origin.getPackage().isAnnotatedWith(NullMarked.class)) {
            report.accept("stands in " + origin.getPackageName() + ", which has no @NullMarked package-info");
        }
    }

    private static boolean clockOrChance(AccessTarget target) {
        String owner = target.getOwner().getName();
        boolean clock = (owner.startsWith("java.time.") || owner.equals("java.lang.System"))
                && CLOCKS.contains(target.getName())
                && !isGivenAClock(target);
        boolean chance = owner.equals("java.util.Random")
                || owner.equals("java.security.SecureRandom")
                || (owner.equals("java.util.concurrent.ThreadLocalRandom") && CLOCKS.contains(target.getName()))
                || (owner.equals("java.lang.Math") && target.getName().equals("random"))
                || (owner.equals("java.util.UUID") && target.getName().equals("randomUUID"));
        return clock || chance;
    }

    private static boolean isGivenAClock(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static boolean createsVertx(AccessTarget target) {
        return target.getOwner().getName().equals("io.vertx.core.Vertx")
                && Set.of("vertx", "clusteredVertx", "builder").contains(target.getName());
    }

    private static boolean deploys(AccessTarget target) {
        return target.getOwner().isAssignableTo("io.vertx.core.Vertx")
                && target.getName().startsWith("deploy");
    }

    private static boolean readsEnvironment(AccessTarget target) {
        return target.getOwner().getName().equals("java.lang.System")
                && target.getName().equals("getenv");
    }

    private void usesInternals(JavaClass origin, Consumer<String> report) {
        boolean traces = in(Set.of("telemetry")).test(origin);
        uses(target -> internal(target) && !(traces && target.getSimpleName().equals("ContextInternal")))
                .accept(origin, report);
    }

    private static boolean internal(JavaClass target) {
        String name = target.getPackageName() + '.';
        return name.startsWith("io.vertx.") && (name.contains(".impl.") || name.contains(".internal."));
    }

    private void callsOut(JavaClass origin, Consumer<String> report) {
        boolean command = in(Set.of(ImportTable.ROOT)).test(origin);
        uses(target -> sends(target) && !(command && target.getName().startsWith("java.net.http.")))
                .accept(origin, report);
    }

    private static boolean sends(JavaClass target) {
        String name = target.getName();
        return name.startsWith("io.vertx.core.http.HttpClient")
                || name.startsWith("io.vertx.core.net.NetClient")
                || name.startsWith("io.vertx.ext.web.client.")
                || name.startsWith("java.net.http.")
                || name.endsWith("URLConnection");
    }

    private static BiConsumer<JavaClass, Consumer<String>> accesses(Predicate<AccessTarget> forbidden) {
        return (origin, report) -> {
            origin.getAccessesFromSelf().stream()
                    .filter(access -> forbidden.test(access.getTarget()))
                    .forEach(access -> report.accept(access.getDescription()));
            origin.getCodeUnitReferencesFromSelf().stream()
                    .filter(access -> forbidden.test(access.getTarget()))
                    .forEach(access -> report.accept(access.getDescription()));
        };
    }

    private static BiConsumer<JavaClass, Consumer<String>> uses(Predicate<JavaClass> forbidden) {
        return (origin, report) -> origin.getDirectDependenciesFromSelf().stream()
                .filter(d -> forbidden.test(d.getTargetClass().getBaseComponentType()))
                .forEach(d -> report.accept(d.getDescription()));
    }

    private Predicate<JavaClass> in(Set<String> rows) {
        return origin ->
                table.rowOf(origin.getPackageName()).filter(rows::contains).isPresent();
    }

    private static ArchRule classes(Predicate<JavaClass> which, BiConsumer<JavaClass, Consumer<String>> check) {
        return ArchRuleDefinition.classes()
                .that(DescribedPredicate.describe("stand where this counts", which))
                .should(new ArchCondition<>("keep the rule") {
                    @Override
                    public void check(JavaClass origin, ConditionEvents events) {
                        check.accept(
                                origin,
                                fault -> events.add(
                                        SimpleConditionEvent.violated(origin, origin.getName() + ": " + fault)));
                    }
                })
                .allowEmptyShould(true);
    }
}
