package io.headrace.rules;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds broad catches that end an exception's life. Bytecode does not tell a handler from the code after it, so this
 * reads the sources, parsed but not resolved.
 */
final class BroadCatches {

    private static final Set<String> BROAD = Set.of("Exception", "RuntimeException", "Error", "Throwable");
    private static final Set<String> LOGGING = Set.of("trace", "debug", "info", "warn", "error");

    private BroadCatches() {}

    /** One line, {@code file:line: text}, per offending catch in the Java files below a directory. */
    static List<String> in(Path sources) throws IOException {
        List<Path> files = javaFiles(sources);
        if (files.isEmpty()) {
            return List.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Trees trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                Path file = sources.relativize(Path.of(unit.getSourceFile().toUri()));
                new TreeScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitCatch(CatchTree handler, @Nullable Void unused) {
                        if (isBroad(handler.getParameter().getType()) && !decides(handler)) {
                            long line = unit.getLineMap()
                                    .getLineNumber(trees.getSourcePositions().getStartPosition(unit, handler));
                            found.add(file + ":" + line + ": catch (" + handler.getParameter() + ")");
                        }
                        return super.visitCatch(handler, null);
                    }
                }.scan(unit, null);
            }
        }
        return found;
    }

    private static List<Path> javaFiles(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(sources)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isBroad(Tree type) {
        return type instanceof UnionTypeTree union
                ? union.getTypeAlternatives().stream().anyMatch(BroadCatches::isBroad)
                : BROAD.contains(type.toString());
    }

    /** Whether the handler throws, or passes, returns or keeps the caught exception other than into a log line. */
    private static boolean decides(CatchTree handler) {
        Passes passes = new Passes(handler.getParameter());
        passes.scan(handler.getBlock(), null);
        return passes.found;
    }

    private static final class Passes extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final String caught;
        private boolean found;

        Passes(VariableTree parameter) {
            caught = parameter.getName().toString();
        }

        @Override
        public @Nullable Void visitThrow(ThrowTree tree, @Nullable Void unused) {
            found = true;
            return null;
        }

        @Override
        public @Nullable Void visitReturn(ReturnTree tree, @Nullable Void unused) {
            found |= isCaught(tree.getExpression());
            return super.visitReturn(tree, null);
        }

        @Override
        public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable Void unused) {
            found |= isCaught(tree.getExpression());
            return super.visitAssignment(tree, null);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void unused) {
            found |= tree.getArguments().stream().anyMatch(this::isCaught);
            return super.visitNewClass(tree, null);
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
            found |= !isLogging(tree.getMethodSelect())
                    && tree.getArguments().stream().anyMatch(this::isCaught);
            return super.visitMethodInvocation(tree, null);
        }

        private boolean isCaught(@Nullable Tree expression) {
            return expression instanceof IdentifierTree name && name.getName().contentEquals(caught);
        }

        private static boolean isLogging(ExpressionTree method) {
            return method instanceof MemberSelectTree select
                    && LOGGING.contains(select.getIdentifier().toString());
        }
    }
}
