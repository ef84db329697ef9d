package io.ovation.systemtests.operations.metrics;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds all meters that sources register, by the calls that do so: {@code counter("name", …)} and the like at a
 * registry or at {@code Metrics}, and {@code Gauge.builder("name", …)} and the like. A name is a literal or a constant of
 * its file; a call for which neither is true fails.
 */
final class MeterScan extends TreePathScanner<Void, Void> {

    private static final String MICROMETER = "io.micrometer.core.instrument.";

    /** What registers a meter at {@code Metrics} or at a registry. */
    private static final Map<String, Meter.Type> SHORT = Map.of(
            "counter", Meter.Type.COUNTER,
            "gauge", Meter.Type.GAUGE,
            "timer", Meter.Type.TIMER,
            "summary", Meter.Type.DISTRIBUTION_SUMMARY);

    /** Whose {@code builder} makes one. */
    private static final Map<String, Meter.Type> BUILDERS = Map.of(
            "Counter", Meter.Type.COUNTER,
            "FunctionCounter", Meter.Type.COUNTER,
            "Gauge", Meter.Type.GAUGE,
            "TimeGauge", Meter.Type.GAUGE,
            "Timer", Meter.Type.TIMER,
            "DistributionSummary", Meter.Type.DISTRIBUTION_SUMMARY);

    private final List<RegisteredMeter> meters = new ArrayList<>();
    private final Set<String> words = new HashSet<>();
    private final Map<String, ExpressionTree> constants = new HashMap<>();
    private final Map<String, List<MethodInvocationTree>> calls = new HashMap<>();
    private String source = "";
    private boolean usesMicrometer;

    private MeterScan() {}

    /**
     * What sources register, and what they say.
     *
     * @param meters by the names that Prometheus sees
     * @param words all strings in the sources, and the names of all constants of enums, in lower case with hyphens
     */
    record Found(Map<String, RegisteredMeter> meters, Set<String> words) {}

    static Found in(Collection<Path> sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        MeterScan scan = new MeterScan();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            task.parse().forEach(scan::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, RegisteredMeter> byName = new TreeMap<>();
        scan.meters.forEach(meter -> byName.merge(meter.shownAs(), meter, RegisteredMeter::and));
        return new Found(byName, scan.words);
    }

    private void read(CompilationUnitTree file) {
        constants.clear();
        calls.clear();
        source =
                Path.of(file.getSourceFile().getName()).getFileName().toString().replace(".java", "");
        usesMicrometer = file.getImports().stream()
                .anyMatch(used -> used.getQualifiedIdentifier().toString().startsWith(MICROMETER));
        new Declarations().scan(file, null);
        scan(file, null);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
        if (usesMicrometer && call.getMethodSelect() instanceof MemberSelectTree called) {
            String method = called.getIdentifier().toString();
            String owner = called.getExpression().toString();
            if (SHORT.containsKey(method)
                    && (owner.equals("Metrics")
                            || owner.toLowerCase(Locale.ROOT).endsWith("registry"))) {
                add(SHORT.get(method), call);
            } else if (method.equals("builder") && BUILDERS.containsKey(owner)) {
                add(BUILDERS.get(owner), call);
            }
        }
        return super.visitMethodInvocation(call, null);
    }

    private void add(Meter.Type type, MethodInvocationTree call) {
        List<? extends ExpressionTree> arguments = call.getArguments();
        String name = constant(arguments.get(0))
                .orElseThrow(() -> new AssertionError("no constant is the name of a meter in " + source + ": " + call));
        Map<String, LabelValues> labels = new TreeMap<>();
        if (isBuilder(call) || type == Meter.Type.GAUGE) {
            arguments.stream().skip(1).forEach(argument -> addTagsOf(argument, labels));
        } else {
            addPairs(arguments.subList(1, arguments.size()), labels);
        }
        Optional<String> unit = Optional.empty();
        TreePath path = getCurrentPath();
        while (isBuilder(call)
                && path.getParentPath().getLeaf() instanceof MemberSelectTree next
                && path.getParentPath().getParentPath().getLeaf() instanceof MethodInvocationTree step) {
            switch (next.getIdentifier().toString()) {
                case "tag" -> addPairs(step.getArguments(), labels);
                case "tags" -> addTags(step.getArguments(), labels);
                case "baseUnit" -> unit = constant(step.getArguments().get(0));
                default -> {}
            }
            path = path.getParentPath().getParentPath();
        }
        meters.add(new RegisteredMeter(name, type, unit, labels, Set.of(source)));
    }

    private static boolean isBuilder(MethodInvocationTree call) {
        return ((MemberSelectTree) call.getMethodSelect()).getIdentifier().contentEquals("builder");
    }

    private void addTags(List<? extends ExpressionTree> arguments, Map<String, LabelValues> labels) {
        if (arguments.size() == 1) {
            addTagsOf(arguments.get(0), labels);
        } else {
            addPairs(arguments, labels);
        }
    }

    /** Of {@code Tags.of(…)}. */
    private void addTagsOf(ExpressionTree argument, Map<String, LabelValues> labels) {
        if (argument instanceof MethodInvocationTree tags
                && tags.getMethodSelect().toString().equals("Tags.of")) {
            addPairs(tags.getArguments(), labels);
        }
    }

    private void addPairs(List<? extends ExpressionTree> pairs, Map<String, LabelValues> labels) {
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            ExpressionTree key = pairs.get(i);
            String label = constant(key)
                    .orElseThrow(
                            () -> new AssertionError("no constant is the name of a label in " + source + ": " + key));
            labels.put(label, values(pairs.get(i + 1), getCurrentPath()));
        }
    }

    /** Those that can be read here; of a method's parameter, what the method is called with in this file. */
    private LabelValues values(ExpressionTree value, TreePath path) {
        Optional<String> constant = constant(value);
        if (constant.isPresent()) {
            return new LabelValues(Set.of(constant.get()), true);
        }
        if (value instanceof ConditionalExpressionTree either) {
            return values(either.getTrueExpression(), path).and(values(either.getFalseExpression(), path));
        }
        MethodTree method = methodAround(path);
        if (method != null && value instanceof IdentifierTree name) {
            List<? extends VariableTree> parameters = method.getParameters();
            for (int i = 0; i < parameters.size(); i++) {
                if (method.getModifiers().getFlags().contains(Modifier.PRIVATE)
                        && parameters.get(i).getName().equals(name.getName())) {
                    return valuesGivenTo(method, i);
                }
            }
        }
        return new LabelValues(Set.of(), false);
    }

    private LabelValues valuesGivenTo(MethodTree method, int parameter) {
        List<MethodInvocationTree> named = calls.getOrDefault(method.getName().toString(), List.of());
        LabelValues all = new LabelValues(Set.of(), !named.isEmpty());
        for (MethodInvocationTree call : named) {
            if (call.getArguments().size() == method.getParameters().size()) {
                Optional<String> given = constant(call.getArguments().get(parameter));
                all = all.and(given.map(value -> new LabelValues(Set.of(value), true))
                        .orElse(new LabelValues(Set.of(), false)));
            }
        }
        return all;
    }

    private static @Nullable MethodTree methodAround(TreePath path) {
        for (Tree tree : path) {
            if (tree instanceof MethodTree method) {
                return method;
            }
        }
        return null;
    }

    private Optional<String> constant(ExpressionTree expression) {
        if (expression instanceof LiteralTree literal && literal.getValue() instanceof String text) {
            return Optional.of(text);
        }
        return expression instanceof IdentifierTree name
                ? Optional.ofNullable(constants.get(name.getName().toString())).flatMap(this::constant)
                : Optional.empty();
    }

    /** What is declared or called anywhere in the file. */
    private final class Declarations extends TreePathScanner<Void, Void> {

        @Override
        public Void visitVariable(VariableTree variable, Void nothing) {
            Set<Modifier> modifiers = variable.getModifiers().getFlags();
            if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree holder) {
                if (variable.getInitializer() != null && modifiers.contains(Modifier.FINAL)) {
                    constants.put(variable.getName().toString(), variable.getInitializer());
                }
                if (holder.getKind() == Tree.Kind.ENUM) {
                    words.add(variable.getName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '-'));
                }
            }
            return super.visitVariable(variable, null);
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String text) {
                words.add(text);
            }
            return super.visitLiteral(literal, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            String select = call.getMethodSelect().toString();
            calls.computeIfAbsent(select.substring(select.lastIndexOf('.') + 1), name -> new ArrayList<>())
                    .add(call);
            return super.visitMethodInvocation(call, null);
        }
    }
}
