package io.headrace.http.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Cuts a template into literal text, expressions and the statements if, for and set. Literal text is never parsed. */
final class BlockParser {

    private final String text;
    private final Set<String> names;
    private int at;
    private boolean stripNext;
    private List<Token> statement = List.of();

    private BlockParser(String text, Set<String> names) {
        this.text = text;
        this.names = new TreeSet<>(names);
    }

    /** @param names the variables that exist */
    static Piece parse(String text, Set<String> names) {
        BlockParser parser = new BlockParser(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text, names);
        Piece all = Piece.all(parser.until(Set.of()));
        if (!parser.statement.isEmpty()) {
            throw new SyntaxException(
                    "'" + parser.keyword() + "' closes nothing", "take it out, or open what it closes");
        }
        return all;
    }

    /** Whether a text holds anything but literal text. */
    static boolean isLiteral(String text) {
        return !text.contains("{{") && !text.contains("{%") && !text.contains("{#");
    }

    /** The pieces up to a statement that ends them, which is then {@link #statement}. */
    private List<Piece> until(Set<String> ends) {
        List<Piece> pieces = new ArrayList<>();
        while (at < text.length()) {
            int open = nextOpening();
            literal(text.substring(at, open), pieces, open + 2 < text.length() && text.charAt(open + 2) == '-');
            at = open;
            if (at >= text.length()) {
                break;
            }
            char kind = text.charAt(at + 1);
            at += text.startsWith("-", at + 2) || text.startsWith("+", at + 2) ? 3 : 2;
            if (kind == '#') {
                comment();
            } else if (kind == '{') {
                pieces.add(Piece.expression(new ExpressionParser(tokens("}}"), names).parse()));
            } else {
                statement = tokens("%}");
                if (ends.contains(keyword())
                        || keyword().startsWith("end")
                        || keyword().startsWith("el")) {
                    return pieces;
                }
                pieces.add(statement());
            }
        }
        statement = List.of();
        return pieces;
    }

    private int nextOpening() {
        for (int i = at; i + 1 < text.length(); i++) {
            if (text.charAt(i) == '{' && "{%#".indexOf(text.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private void literal(String piece, List<Piece> pieces, boolean stripEnd) {
        String literal = stripNext ? piece.stripLeading() : piece;
        literal = stripEnd ? literal.stripTrailing() : literal;
        stripNext = false;
        if (!literal.isEmpty()) {
            pieces.add(Piece.literal(literal));
        }
    }

    private List<Token> tokens(String end) {
        Lexer.Result result = Lexer.read(text, at, end);
        at = result.after();
        stripNext = text.charAt(at - end.length() - 1) == '-';
        return result.tokens();
    }

    private void comment() {
        int end = text.indexOf("#}", at);
        if (end < 0) {
            throw new SyntaxException("'#}' is missing", "close the comment");
        }
        stripNext = text.charAt(end - 1) == '-';
        at = end + 2;
    }

    private String keyword() {
        return statement.isEmpty() ? "" : statement.get(0).text();
    }

    private Piece statement() {
        return switch (keyword()) {
            case "if" -> condition();
            case "for" -> loop();
            case "set" -> assignment();
            default ->
                throw new SyntaxException(
                        "there is no statement '" + keyword() + "'", "templates know if, for and set");
        };
    }

    private ExpressionParser afterKeyword() {
        return new ExpressionParser(statement.subList(1, statement.size()), names);
    }

    private Piece condition() {
        Map<Expr, Piece> branches = new LinkedHashMap<>();
        Expr condition = afterKeyword().parse();
        while (true) {
            branches.put(condition, Piece.all(until(Set.of("elif", "else", "endif"))));
            if (keyword().equals("elif")) {
                condition = afterKeyword().parse();
            } else if (keyword().equals("else")) {
                Constant otherwise = new Constant(true);
                branches.put(otherwise, Piece.all(until(Set.of("endif"))));
                break;
            } else {
                break;
            }
        }
        close("endif");
        return (scope, output) -> {
            for (Map.Entry<Expr, Piece> branch : branches.entrySet()) {
                if (Values.truth(branch.getKey().eval(scope))) {
                    return branch.getValue().emit(scope, output);
                }
            }
            return scope;
        };
    }

    private Piece loop() {
        ExpressionParser head = afterKeyword();
        List<String> variables = new ArrayList<>(List.of(head.name("a name")));
        while (head.takes(",")) {
            variables.add(head.name("a name"));
        }
        head.expect("in");
        Expr items = head.parse();
        Set<String> before = Set.copyOf(names);
        names.addAll(variables);
        Piece body = Piece.all(until(Set.of("endfor")));
        close("endfor");
        names.retainAll(before);
        return (scope, output) -> {
            for (Object item : Values.items(items.eval(scope), "for")) {
                Scope inner = scope;
                for (int i = 0; i < variables.size(); i++) {
                    Object part = variables.size() == 1 ? item : Operators.item(item, (long) i);
                    inner = inner.with(variables.get(i), part);
                }
                body.emit(inner, output);
            }
            return scope;
        };
    }

    private Piece assignment() {
        ExpressionParser head = afterKeyword();
        String name = head.name("a name");
        head.expect("=");
        Expr value = head.parse();
        names.add(name);
        return (scope, output) -> scope.with(name, value.eval(scope));
    }

    private void close(String end) {
        if (!keyword().equals(end)) {
            throw new SyntaxException("'{% " + end + " %}' is missing", "add it");
        }
        statement = List.of();
    }
}
