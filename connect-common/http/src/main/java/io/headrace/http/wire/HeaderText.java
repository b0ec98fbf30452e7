package io.headrace.http.wire;

import io.headrace.core.error.HeadraceException;

/** What a header may hold. OkHttp would show the refused value in its error, and the value may be a secret. */
final class HeaderText {

    private HeaderText() {}

    static void check(String name, String value) {
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':')) {
            throw HeadraceException.config("'" + name
                    + "' is no header name: it must be visible ASCII without spaces and colons. Correct the name.");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                throw HeadraceException.config(
                        "The value of header " + name + " (not shown) has the character U+"
                                + String.format("%04X", (int) c) + " at position " + i + " of " + value.length()
                                + "; headers hold visible ASCII only. Correct the value: a line end often comes along when a token is copied from a file.");
            }
        }
    }
}
