package io.headrace.http.template;

import io.headrace.http.spec.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles an expression. Follows Jinja's grammar; refuses names, filters, tests, functions and methods that do not exist. */
final class ExpressionParser {

    private static final int DEEPEST = 200;
    private static final Set<String> RESERVED =
            Set.of("and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None");

    private final List<Token> tokens;
    private final Set<String> names;
    private int at;
    private int depth;

    /** @param names the variables that exist */
    ExpressionParser(List<Token> tokens, Set<String> names) {
        this.tokens = tokens;
        this.names = names;
    }

    /** The whole as one expression. */
    Expr parse() {
        Expr expr = expression();
        end();
        return expr;
    }

    void end() {
        if (token().kind() != Token.Kind.END) {
            if (token().is("for")) {
                throw new SyntaxException(
                        "comprehensions are not part of Jinja",
                        "use the filters map, select and selectattr, as in items | map(attribute='id') | list");
            }
            throw unexpected();
        }
    }

    Expr expression() {
        deeper();
        Expr value = or();
        while (takes("if")) {
            Expr then = value;
            Expr condition = or();
            Expr otherwise = takes("else") ? expression() : scope -> Undefined.VALUE;
            value = scope -> Values.truth(condition.eval(scope)) ? then.eval(scope) : otherwise.eval(scope);
        }
        depth--;
        return value;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw new SyntaxException("the expression is nested too deeply", "split it");
        }
    }

    private Expr or() {
        Expr left = and();
        while (takes("or")) {
            Expr a = left;
            Expr b = and();
            left = scope -> {
                Object value = a.eval(scope);
                return Values.truth(value) ? value : b.eval(scope);
            };
        }
        return left;
    }

    private Expr and() {
        Expr left = not();
        while (takes("and")) {
            Expr a = left;
            Expr b = not();
            left = scope -> {
                Object value = a.eval(scope);
                return Values.truth(value) ? b.eval(scope) : value;
            };
        }
        return left;
    }

    private Expr not() {
        if (!takes("not")) {
            return comparison();
        }
        deeper();
        Expr value = not();
        depth--;
        return scope -> !Values.truth(value.eval(scope));
    }

    /** Comparisons may follow each other: a < b < c asks for both. */
    private Expr comparison() {
        Expr left = sum();
        @Nullable Expr all = null;
        while (true) {
            String operator = comparisonOperator();
            if (operator.isEmpty()) {
                return all == null ? left : all;
            }
            Expr a = left;
            Expr b = sum();
            Expr one = scope -> Operators.compare(operator, a.eval(scope), b.eval(scope));
            Expr before = all;
            all = before == null ? one : scope -> Values.truth(before.eval(scope)) ? one.eval(scope) : false;
            left = b;
        }
    }

    private String comparisonOperator() {
        for (String operator : List.of("==", "!=", "<=", ">=", "<", ">", "in")) {
            if (takes(operator)) {
                return operator;
            }
        }
        if (token().is("not") && tokens.get(at + 1).is("in")) {
            at += 2;
            return "not in";
        }
        return "";
    }

    private Expr sum() {
        Expr left = concatenation();
        while (token().is("+") || token().is("-")) {
            left = binary(left, next().text(), concatenation());
        }
        return left;
    }

    private Expr concatenation() {
        Expr left = product();
        while (takes("~")) {
            left = binary(left, "~", product());
        }
        return left;
    }

    private Expr product() {
        Expr left = power();
        while (token().is("*") || token().is("/") || token().is("//") || token().is("%")) {
            boolean text = tokens.get(at - 1).kind() == Token.Kind.TEXT;
            String operator = next().text();
            if (operator.equals("%") && text) {
                throw new SyntaxException(
                        "'%' does not format texts", "join the parts with '~', or use strftime for dates");
            }
            left = binary(left, operator, power());
        }
        return left;
    }

    private Expr power() {
        Expr left = unary(true);
        while (takes("**")) {
            left = binary(left, "**", unary(true));
        }
        return left;
    }

    /** A sign binds more than a power and less than a dot, and a filter takes the signed value: Jinja's ways, not Python's. */
    private Expr unary(boolean withFilters) {
        Expr value;
        deeper();
        if (takes("-")) {
            Expr signed = unary(false);
            value = scope -> Numbers.negate(signed.eval(scope));
        } else if (takes("+")) {
            value = unary(false);
        } else {
            value = primary();
        }
        depth--;
        Expr whole = postfix(value);
        return withFilters ? filtersAndTests(whole) : whole;
    }

    private static Expr binary(Expr left, String operator, Expr right) {
        return scope -> Operators.apply(operator, left.eval(scope), right.eval(scope));
    }

    private Expr filtersAndTests(Expr value) {
        Expr result = value;
        while (true) {
            if (takes("|")) {
                result = filter(result);
            } else if (takes("is")) {
                result = test(result);
            } else {
                return result;
            }
        }
    }

    private Expr filter(Expr value) {
        String name = name("a filter");
        Filters.Filter filter = Filters.ALL.get(name);
        if (filter == null) {
            throw unknown("filter", name, Filters.ALL.keySet());
        }
        Arguments arguments = token().is("(") ? arguments() : Arguments.NONE;
        checkNamed(name, arguments);
        return scope -> filter.apply(value.eval(scope), arguments.eval(scope), scope);
    }

    /** Filters that take the name of a filter or test. */
    private static void checkNamed(String filter, Arguments arguments) {
        int index = filter.endsWith("attr") ? 1 : 0;
        if (!Filters.TAKE_A_NAME.contains(filter)
                || arguments.positional().size() <= index
                || !(arguments.positional().get(index) instanceof Constant constant)
                || !(constant.value() instanceof String name)) {
            return;
        }
        Set<String> known = filter.equals("map") ? Filters.ALL.keySet() : Tests.ALL.keySet();
        if (!known.contains(name)) {
            throw unknown(filter.equals("map") ? "filter" : "test", name, known);
        }
    }

    private Expr test(Expr value) {
        boolean negated = takes("not");
        String name = takes("in") ? "in" : name("a test");
        Tests.Test test = Tests.ALL.get(name);
        if (test == null) {
            throw unknown("test", name, Tests.ALL.keySet());
        }
        Arguments arguments = Arguments.NONE;
        if (token().is("(")) {
            arguments = arguments();
        } else if (Tests.TAKE_AN_ARGUMENT.contains(name)) {
            arguments = new Arguments(List.of(postfix(primary())), Map.of());
        }
        Arguments given = arguments;
        return scope -> test.holds(value.eval(scope), given.eval(scope)) != negated;
    }

    private Expr postfix(Expr start) {
        Expr value = start;
        while (true) {
            if (takes(".")) {
                value = member(value);
            } else if (takes("[")) {
                value = bracket(value);
            } else if (token().is("(")) {
                throw new SyntaxException("only functions and methods can be called", "take out the '('");
            } else {
                return value;
            }
        }
    }

    private Expr member(Expr value) {
        if (token().kind() == Token.Kind.NUMBER && Numbers.isWhole(token().value())) {
            Object index = next().value();
            return scope -> Operators.item(value.eval(scope), index);
        }
        String name = name("a field");
        if (!token().is("(")) {
            if (name.startsWith("__")) {
                throw new SyntaxException(
                        "the field '" + name + "' is not reachable", "templates see plain values only");
            }
            return scope -> Operators.attribute(value.eval(scope), name);
        }
        Methods.Method method = Methods.ALL.get(name);
        if (method == null) {
            throw unknown("method", name, Methods.ALL.keySet());
        }
        Arguments arguments = arguments();
        return scope -> method.call(value.eval(scope), arguments.eval(scope));
    }

    private Expr bracket(Expr value) {
        Expr[] parts = new Expr[3];
        int colons = 0;
        while (!token().is("]")) {
            if (takes(":")) {
                colons++;
            } else if (parts[colons] == null && colons < 3) {
                parts[colons] = expression();
            } else {
                throw unexpected();
            }
            if (colons > 2) {
                throw unexpected();
            }
        }
        expect("]");
        Expr none = new Constant(null);
        Expr first = parts[0];
        if (colons == 0) {
            if (first == null) {
                throw new SyntaxException("'[]' holds no index", "write one");
            }
            return scope -> Operators.item(value.eval(scope), first.eval(scope));
        }
        Expr from = first == null ? none : first;
        Expr to = parts[1] == null ? none : parts[1];
        Expr step = parts[2] == null ? none : parts[2];
        return scope -> Operators.slice(value.eval(scope), from.eval(scope), to.eval(scope), step.eval(scope));
    }

    private Expr primary() {
        Token token = next();
        switch (token.kind()) {
            case TEXT -> {
                StringBuilder text = new StringBuilder(String.valueOf(token.value()));
                while (token().kind() == Token.Kind.TEXT) {
                    text.append(next().value());
                }
                return new Constant(text.toString());
            }
            case NUMBER -> {
                return new Constant(token.value());
            }
            case NAME -> {
                return named(token.text());
            }
            default -> {
                return enclosed(token);
            }
        }
    }

    private Expr enclosed(Token token) {
        if (token.is("(")) {
            return parenthesised();
        }
        if (token.is("[")) {
            List<Expr> items = items("]");
            return scope -> Arguments.evaluate(items, scope);
        }
        if (token.is("{")) {
            return dictionary();
        }
        at--;
        throw unexpected();
    }

    private Expr named(String name) {
        switch (name) {
            case "true", "True" -> {
                return new Constant(true);
            }
            case "false", "False" -> {
                return new Constant(false);
            }
            case "none", "None" -> {
                return new Constant(null);
            }
            default -> {
                if (RESERVED.contains(name)) {
                    at--;
                    throw unexpected();
                }
            }
        }
        if (token().is("(")) {
            Macros.Macro macro = Macros.ALL.get(name);
            if (macro == null) {
                throw unknown("function", name, Macros.ALL.keySet());
            }
            Arguments arguments = arguments();
            return scope -> macro.call(arguments.eval(scope), scope);
        }
        if (!names.contains(name)) {
            throw unknown("name", name, names);
        }
        return scope -> scope.lookup(name);
    }

    private Expr parenthesised() {
        if (takes(")")) {
            return scope -> List.of();
        }
        Expr first = expression();
        if (takes(")")) {
            return first;
        }
        if (!token().is(",")) {
            end();
            throw unexpected();
        }
        next();
        List<Expr> items = new ArrayList<>(List.of(first));
        items.addAll(items(")"));
        return scope -> Arguments.evaluate(items, scope);
    }

    private List<Expr> items(String close) {
        List<Expr> items = new ArrayList<>();
        while (!takes(close)) {
            items.add(expression());
            if (!token().is(close)) {
                if (token().is("for")) {
                    end();
                }
                expect(",");
            }
        }
        return items;
    }

    private Expr dictionary() {
        Map<Expr, Expr> entries = new LinkedHashMap<>();
        while (!takes("}")) {
            Expr key = expression();
            expect(":");
            entries.put(key, expression());
            if (!token().is("}")) {
                if (token().is("for")) {
                    end();
                }
                expect(",");
            }
        }
        return scope -> {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            entries.forEach((key, value) -> map.put(Values.str(key.eval(scope)), value.eval(scope)));
            return map;
        };
    }

    private Arguments arguments() {
        expect("(");
        List<Expr> positional = new ArrayList<>();
        Map<String, Expr> named = new LinkedHashMap<>();
        while (!takes(")")) {
            if (token().kind() == Token.Kind.NAME && tokens.get(at + 1).is("=")) {
                String name = next().text();
                next();
                named.put(name, expression());
            } else {
                positional.add(expression());
            }
            if (!token().is(")")) {
                if (token().is("for")) {
                    end();
                }
                expect(",");
            }
        }
        return new Arguments(positional, named);
    }

    Token token() {
        return tokens.get(at);
    }

    Token next() {
        return tokens.get(at++);
    }

    boolean takes(String operatorOrName) {
        if (token().is(operatorOrName)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String operatorOrName) {
        if (!takes(operatorOrName)) {
            throw new SyntaxException("'" + operatorOrName + "' is missing before " + token().describe(), "add it");
        }
    }

    String name(String what) {
        if (token().kind() != Token.Kind.NAME) {
            throw new SyntaxException(what + " should stand in place of " + token().describe(), "name one");
        }
        return next().text();
    }

    private SyntaxException unexpected() {
        return new SyntaxException(token().describe() + " cannot stand here", "mend the expression");
    }

    private static SyntaxException unknown(String sort, String name, Set<String> known) {
        return new SyntaxException(
                "there is no " + sort + " '" + name + "'",
                Nearest.mend(name, known, "there are " + String.join(", ", new TreeSet<>(known))));
    }
}
