package io.headrace.http.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the expression between two delimiters into tokens; braces, brackets and quotes within it are not mistaken for the end. */
final class Lexer {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d_]*(\\.\\d+)?([eE][+-]?\\d{1,3})?");
    private static final int LONGEST = 2000;
    private static final List<String> OPERATORS = List.of(
            "**", "//", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "|", "(", ")", "[", "]", "{", "}", "<",
            ">", "=", ".", ",", ":");

    private final String text;
    private final String end;
    private int at;

    private Lexer(String text, int at, String end) {
        this.text = text;
        this.at = at;
        this.end = end;
    }

    /**
     * The tokens of an expression, the last one {@code END}.
     *
     * @param after the position behind the closing delimiter
     */
    record Result(List<Token> tokens, int after) {}

    /** @param end the closing delimiter, which a dash may precede; empty for the end of the text */
    static Result read(String text, int from, String end) {
        return new Lexer(text, from, end).all();
    }

    private Result all() {
        List<Token> tokens = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (open.isEmpty() && atEnd()) {
                tokens.add(new Token(Token.Kind.END, "", null));
                return new Result(tokens, at);
            }
            if (at >= text.length()) {
                throw new SyntaxException(
                        open.isEmpty() ? "'" + end + "' is missing" : "'" + open.peek() + "' is not closed",
                        "close it");
            }
            Token token = next();
            balance(token, open);
            tokens.add(token);
            if (tokens.size() > LONGEST) {
                throw new SyntaxException("the expression has more than " + LONGEST + " parts", "split it");
            }
        }
    }

    /** Moves behind the closing delimiter if that stands here. */
    private boolean atEnd() {
        if (end.isEmpty()) {
            return at >= text.length();
        }
        for (String sign : List.of("", "-", "+")) {
            if (text.startsWith(sign + end, at)) {
                at += sign.length() + end.length();
                return true;
            }
        }
        return false;
    }

    private static void balance(Token token, Deque<String> open) {
        if (token.is("(") || token.is("[") || token.is("{")) {
            open.push(token.text());
        } else if (token.is(")") || token.is("]") || token.is("}")) {
            String opening = token.is(")") ? "(" : token.is("]") ? "[" : "{";
            if (!open.isEmpty() && !open.peek().equals(opening)) {
                throw new SyntaxException("'" + open.peek() + "' is not closed", "close it");
            }
            if (open.poll() == null) {
                throw new SyntaxException(
                        "'" + token.text() + "' closes nothing", "open it with '" + opening + "', or take it out");
            }
        }
    }

    private Token next() {
        char first = text.charAt(at);
        if (first == '\'' || first == '"') {
            return new Token(Token.Kind.TEXT, "", quoted(first));
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            at = number.end();
            String digits = number.group().replace("_", "");
            boolean whole = number.group(1) == null && number.group(2) == null;
            Object value = whole ? Numbers.whole(new BigInteger(digits)) : new BigDecimal(digits);
            return new Token(Token.Kind.NUMBER, number.group(), value);
        }
        Matcher name = NAME.matcher(text).region(at, text.length());
        if (name.lookingAt()) {
            at = name.end();
            return new Token(Token.Kind.NAME, name.group(), null);
        }
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return new Token(Token.Kind.OPERATOR, operator, null);
            }
        }
        throw new SyntaxException("the sign '" + first + "' means nothing in an expression", "take it out or quote it");
    }

    /** The text between quotes; unknown escapes stay as they are, as in Python. */
    private String quoted(char quote) {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                escape(text.charAt(++at), value);
            } else {
                value.append(c);
            }
        }
        throw new SyntaxException("a text is not closed", "close it with " + quote);
    }

    private void escape(char c, StringBuilder value) {
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case '\\', '\'', '"' -> value.append(c);
            case 'u' -> {
                String digits = at + 5 <= text.length() ? text.substring(at + 1, at + 5) : "";
                if (!digits.matches("[0-9A-Fa-f]{4}")) {
                    throw new SyntaxException("'\\u' needs four hexadecimal digits", "write \\u20ac for example");
                }
                value.append((char) Integer.parseInt(digits, 16));
                at += 4;
            }
            default -> value.append('\\').append(c);
        }
    }
}
