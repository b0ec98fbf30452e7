package io.headrace.http.page;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Link headers (RFC 8288), by relation; a link with two relations is there twice, one without any under its address. */
final class Links {

    private static final Pattern LINK =
            Pattern.compile("<([^>]*)>((?:\\s*;\\s*[\\w!#$&+.^`|~*-]+\\s*(?:=\\s*(?:\"[^\"]*\"|[^\",;\\s]+))?)*)");
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w!#$&+.^`|~*-]+)\\s*(?:=\\s*(?:\"([^\"]*)\"|([^\",;\\s]+)))?");

    private Links() {}

    static Map<String, Map<String, String>> parse(String header) {
        Map<String, Map<String, String>> links = new LinkedHashMap<>();
        Matcher link = LINK.matcher(header);
        while (link.find()) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("url", link.group(1));
            Matcher parameter = PARAMETER.matcher(link.group(2));
            while (parameter.find()) {
                String value = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
                fields.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value == null ? "" : value);
            }
            for (String relation :
                    fields.getOrDefault("rel", link.group(1)).trim().split("\\s+")) {
                links.putIfAbsent(relation, fields);
            }
        }
        return links;
    }
}
