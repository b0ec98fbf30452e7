package io.headrace.http.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.spec.Component;
import io.headrace.http.testing.Connected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents as they come. Whatever is made of them must be read by the front end, and its streams compiled. */
class OpenApiKindsTest {

    private static final String ONE_LIST = """
            paths:
              /things:
                get:
                  responses:
                    "200":
                      description: all
                      content:
                        application/json:
                          schema: {type: array, items: {type: object, properties: {id: {type: string}}}}
            """;

    private record Streams(Map<String, Component> byName) {

        Component get(String name) {
            return Objects.requireNonNull(byName.get(name), name);
        }
    }

    /** The streams, compiled with a text for each setting. */
    private static Streams streams(String document) {
        String manifest = OpenApiImporter.read(document).manifest();
        Map<String, String> connector = new HashMap<>(Map.of("http.manifest", manifest));
        Manifest.read(manifest, Manifest.Unsupported.FAIL).config().keys().forEach(key -> {
            boolean url = key.doc().contains("Address");
            connector.put(
                    key.key(), key.key().endsWith("start_date") ? "2024-01-31" : url ? "https://localhost" : "text");
        });
        try (Connected connected = Connected.to(connector)) {
            return new Streams(connected.compiled());
        }
    }

    private static Component requester(Component stream) {
        return stream.child("retriever").child("requester");
    }

    private static Component login(String schemes) {
        return requester(streams("""
                openapi: 3.0.3
                info: {title: Things, version: "1"}
                servers: [{url: "https://api.example.com"}]
                components:
                  securitySchemes:
                %s
                """.formatted(schemes.indent(4)) + ONE_LIST).get("things"))
                .child("authenticator");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: {type: apiKey, in: header, name: X-Key} | ApiKeyAuthenticator
            a: {type: apiKey, in: query, name: key} | ApiKeyAuthenticator
            a: {type: apiKey, in: cookie, name: session} | ApiKeyAuthenticator
            a: {type: http, scheme: basic} | BasicHttpAuthenticator
            a: {type: http, scheme: Bearer, bearerFormat: JWT} | BearerAuthenticator
            a: {type: oauth2, flows: {clientCredentials: {tokenUrl: /oauth/token, scopes: {a: b}}}} | OAuthAuthenticator
            a: {type: oauth2, flows: {password: {tokenUrl: "https://l.example.com/t", scopes: {}}}} | OAuthAuthenticator
            a: {type: oauth2, flows: {authorizationCode: {authorizationUrl: "https://l/a", tokenUrl: "https://l/t", scopes: {}}}} | OAuthAuthenticator
            a: {type: oauth2, flows: {implicit: {authorizationUrl: "https://l/a", scopes: {}}}} | BearerAuthenticator
            a: {type: openIdConnect, openIdConnectUrl: "https://l/.well-known/openid-configuration"} | BearerAuthenticator
            a: {type: http, scheme: digest} | NoAuth
            a: {type: mutualTLS} | NoAuth
            a: {$ref: "#/components/securitySchemes/b"} | NoAuth
            """)
    void everyKindOfLogin(String scheme, String authenticator) {
        assertThat(login(scheme).type()).isEqualTo(authenticator);
    }

    @Test
    void aCookieIsAHeader() {
        Component option = login("a: {type: apiKey, in: cookie, name: session}");
        assertThat(option.text("api_token")).isEqualTo("session={{ config['api_key'] }}");
        assertThat(option.child("inject_into").text("field_name")).isEqualTo("Cookie");
    }

    @Test
    void addressesOfTokensMayBeRelative() {
        assertThat(login("a: {type: oauth2, flows: {clientCredentials: {tokenUrl: /oauth/token, scopes: {a: b}}}}")
                        .text("token_refresh_endpoint"))
                .isEqualTo("https://api.example.com/oauth/token");
        Component password =
                login("a: {type: oauth2, flows: {password: {tokenUrl: \"https://l.example.com/t\", scopes: {}}}}");
        assertThat(password.text("grant_type")).isEqualTo("password");
        assertThat(password.optionalValue("refresh_request_body"))
                .contains(Map.of("username", "{{ config['username'] }}", "password", "{{ config['password'] }}"));
    }

    @Test
    void theAddressOfADocumentIsThatOfTheApiWhereItSaysNoOther() {
        assertThat(OpenApiImporter.read(
                                "openapi: 3.0.0\nservers: [{url: /v1}]\n" + ONE_LIST, "https://docs.example.com")
                        .manifest())
                .contains("url_base: https://docs.example.com/v1");
    }

    @Test
    void aLoginThatIsNotKnownIsSaid() {
        assertThat(OpenApiImporter.read("""
                openapi: 3.0.3
                servers: [{url: "https://api.example.com"}]
                components: {securitySchemes: {strange: {type: http, scheme: digest}}}
                """ + ONE_LIST).notes())
                .containsExactly("The login is missing: none of strange is of a known kind.");
    }

    /** Two operations may ask for other logins than the rest. */
    @Test
    void theLoginThatMostOperationsAskForIsTaken() {
        Component authenticator = requester(streams("""
                openapi: 3.0.3
                servers: [{url: "https://api.example.com"}]
                components: {securitySchemes: {basic: {type: http, scheme: basic}, token: {type: http, scheme: bearer}}}
                paths:
                  /things:
                    get:
                      security: [{token: []}]
                      responses: {"200": {content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}
                """).get("things")).child("authenticator");
        assertThat(authenticator.type()).isEqualTo("BearerAuthenticator");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            page:integer limit:integer | | PageIncrement
            page[number]:integer page[size]:integer | | PageIncrement
            page_number:integer per_page:integer | | PageIncrement
            pageIndex:integer pageSize:integer | | PageIncrement
            offset:integer limit:integer | | OffsetIncrement
            $skip:integer $top:integer | | OffsetIncrement
            startAt:integer maxResults:integer | | OffsetIncrement
            cursor:string limit:integer | next_cursor:string | CursorPagination
            pageToken:string | nextPageToken:string | CursorPagination
            after:string | paging:cursors:after | CursorPagination
            limit:integer | next:string | CursorPagination
            limit:integer | @odata.nextLink:string | CursorPagination
            q:string | | AutoPaginator
            """)
    void everyKindOfPaging(String parameters, @Nullable String fields, String kind) {
        StringBuilder query = new StringBuilder();
        for (String parameter : parameters.split(" ")) {
            String[] parts = parameter.split(":");
            query.append("- {name: \"" + parts[0] + "\", in: query, schema: {type: " + parts[1] + "}}\n");
        }
        Component paginator = streams("""
                openapi: 3.0.3
                servers: [{url: "https://api.example.com"}]
                paths:
                  /things:
                    get:
                      parameters:
                %s
                      responses:
                        "200":
                          content:
                            application/json:
                              schema:
                                type: object
                                properties:
                                  %s
                                  things: {type: array, items: {type: object, properties: {id: {type: string}}}}
                """.formatted(query.toString().indent(8), fields == null ? "" : field(fields)))
                .get("things")
                .child("retriever")
                .child("paginator");
        assertThat(
                        paginator.type().equals("AutoPaginator")
                                ? paginator.type()
                                : paginator.child("pagination_strategy").type())
                .isEqualTo(kind);
    }

    private static String field(String path) {
        String[] steps = path.split(":");
        if (steps.length == 3) {
            return "%s: {type: object, properties: {%s: {type: object, properties: {%s: {type: string}}}}}"
                    .formatted((Object[]) steps);
        }
        return "\"%s\": {type: %s}".formatted((Object[]) steps);
    }

    @Test
    void childrenOfChildrenOfChildren() {
        Streams streams = streams("""
                openapi: 3.1.0
                servers: [{url: /api}]
                paths:
                  /orgs: {get: &list {responses: {"200": {content: {application/json: {schema: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}}}
                  /orgs/{org-id}/teams: {get: *list}
                  /orgs/{org-id}/teams/{team}/members: {get: *list}
                  /orgs/{org-id}/teams/{team}/members/{member_id}/keys/: {get: *list}
                  /things.json: {get: *list}
                """);
        assertThat(streams.byName()).containsOnlyKeys("orgs", "teams", "members", "keys", "things");
        assertThat(requester(streams.get("keys")).text("path"))
                .isEqualTo("/orgs/{{ stream_slice['parent_slice']['parent_slice']['org_id'] }}/teams/{{"
                        + " stream_slice['parent_slice']['team'] }}/members/{{ stream_slice['member_id'] }}/keys/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$ref: '#/components/schemas/Loop'}",
                "{type: array, items: {$ref: '#/components/schemas/Tree'}}",
                "{type: array, items: {$ref: '#/components/schemas/Twin'}}",
                "{type: array, items: {$ref: '#/components/schemas/Missing'}}",
                "{type: array, items: {$ref: 'other.yaml#/Thing'}}"
            })
    void referencesThatGoInCirclesOrNowhereEnd(String schema) {
        String document = """
                openapi: 3.0.3
                servers: [{url: "https://api.example.com"}]
                components:
                  schemas:
                    Loop: {$ref: "#/components/schemas/Loop"}
                    Tree: {type: object, properties: {id: {type: string}, children: {type: array, items: {$ref: "#/components/schemas/Tree"}}, up: {$ref: "#/components/schemas/Tree"}}}
                    Twin: {allOf: [{$ref: "#/components/schemas/Other"}], properties: {id: {type: string}}}
                    Other: {allOf: [{$ref: "#/components/schemas/Twin"}]}
                %s
                  /odd: {get: {responses: {"200": {content: {application/json: {schema: %s}}}}}}
                """.formatted(ONE_LIST.strip(), schema);
        assertThat(streams(document).byName()).containsKey("things");
    }

    @Test
    void typesMayBeLists() {
        Component stream = streams("""
                openapi: 3.1.0
                servers: [{url: "https://api.example.com"}]
                webhooks: {}
                paths:
                  /things:
                    get:
                      responses:
                        "200":
                          content:
                            application/vnd.api+json; charset=utf-8:
                              schema:
                                type: [object, "null"]
                                properties:
                                  data:
                                    type: [array, "null"]
                                    items: {type: [object, "null"], properties: {id: {type: [integer, "null"]}, at: {type: string, format: date-time, examples: ["x"]}, any: true}}
                """).get("things");
        assertThat(stream.child("retriever")
                        .child("record_selector")
                        .child("extractor")
                        .texts("field_path"))
                .containsExactly("data");
        assertThat(stream.text("primary_key")).isEqualTo("id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data: {type: object, properties: {items: {type: array, items: {$ref: "#/definitions/Thing"}}}} | data.items
            results: {type: array, items: {$ref: "#/definitions/Thing"}} | results
            _embedded: {type: object, properties: {things: {type: array, items: {$ref: "#/definitions/Thing"}}}} | _embedded.things
            value: {type: array, items: {$ref: "#/definitions/Thing"}} | value
            """)
    void recordsAreFoundInSwaggerToo(String field, String path) {
        Component stream = streams("""
                swagger: "2.0"
                host: api.example.com
                definitions: {Thing: {type: object, properties: {id: {type: string}}}}
                paths:
                  /things:
                    get:
                      produces: [application/json]
                      responses: {200: {description: all, schema: {type: object, properties: {%s}}}}
                """.formatted(field)).get("things");
        assertThat(String.join(
                        ".",
                        stream.child("retriever")
                                .child("record_selector")
                                .child("extractor")
                                .texts("field_path")))
                .isEqualTo(path);
        assertThat(requester(stream).text("url_base")).isEqualTo("https://api.example.com");
    }

    @Test
    void aDocumentWithoutAnAddressAsksForIt() {
        assertThat(OpenApiImporter.read("openapi: 3.0.0\n" + ONE_LIST).manifest())
                .contains("url_base: '{{ config[''base_url''] }}'");
        assertThat(requester(streams("openapi: 3.0.0\nservers: [{url: /v1}]\n" + ONE_LIST)
                                .get("things"))
                        .text("url_base"))
                .isEqualTo("{{ config['base_url'] }}/v1");
        assertThat(streams("""
                swagger: '2.0'
                paths: {/things: {get: {responses: {'200': {schema: {type: array, items: {type: object, properties: {id: {type: string}}}}}}}}}
                """).byName()).containsOnlyKeys("things");
    }

    /** A kind names what it is a kind of, which names all its kinds. */
    @Test
    void kindsThatNameEachOtherAreFollowedOnce() {
        StringBuilder kinds = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            names.add("{$ref: '#/components/schemas/Kind%d'}".formatted(i));
            kinds.append(
                    "    Kind%d: {allOf: [{$ref: '#/components/schemas/Thing'}, {type: object, properties: {own%d: {type: string}}}]}%n"
                            .formatted(i, i));
        }
        Component stream =
                streams("""
                openapi: 3.0.0
                servers: [{url: "https://api.example.com"}]
                components:
                  schemas:
                    Thing: {type: object, properties: {id: {type: string}}, oneOf: [%s]}
                %s
                paths:
                  /things: {get: {responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Thing"}}}}}}}}
                """.formatted(String.join(", ", names), kinds)).get("things");
        assertThat(properties(stream)).hasSize(13).contains("id", "own0", "own11");
    }

    /** Each of ten fields is such a thing again: ten times ten times ten. */
    @Test
    void schemasThatNameEachOtherAreNotUnfoldedFarther() {
        StringBuilder fields = new StringBuilder("id: {type: string}");
        for (int i = 0; i < 10; i++) {
            fields.append(", f%d: {$ref: '#/components/schemas/Thing'}".formatted(i));
        }
        String manifest = OpenApiImporter.read("""
                openapi: 3.0.0
                servers: [{url: "https://api.example.com"}]
                components:
                  schemas:
                    Thing: {type: object, properties: {%s}}
                paths:
                  /things: {get: {responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Thing"}}}}}}}}
                """.formatted(fields)).manifest();
        assertThat(manifest).contains("f9:").hasSizeLessThan(100_000);
    }

    @Test
    void anAnswerThatWrapsItselfHasNoList() {
        assertThat(streams("""
                openapi: 3.0.0
                servers: [{url: "https://api.example.com"}]
                components:
                  schemas:
                    Wrap: {type: object, properties: {data: {$ref: "#/components/schemas/Wrap"}}}
                paths:
                  /things: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Wrap"}}}}}}}
                """).byName()).containsOnlyKeys("things");
    }

    @Test
    void pathsInOtherFilesAreNamed() {
        String elsewhere = "openapi: 3.0.0\nservers: [{url: /v1}]\n%s  /users: {$ref: ./users.yaml}\n";
        assertThat(OpenApiImporter.read(elsewhere.formatted(ONE_LIST)).notes())
                .contains("/users is left out: it stands in another file, './users.yaml'.");
        assertThatThrownBy(() -> OpenApiImporter.read(elsewhere.formatted("paths:\n")))
                .hasMessage(
                        "$.paths: the paths stand in other files, './users.yaml' for example, which are not read; join all files into one document, with 'redocly bundle' for example.");
    }

    private static List<String> properties(Component stream) {
        Map<?, ?> schema = (Map<?, ?>)
                stream.child("schema_loader").optionalValue("schema").orElseThrow();
        Map<?, ?> properties = (Map<?, ?>) Objects.requireNonNull(schema.get("properties"));
        return properties.keySet().stream().map(String::valueOf).toList();
    }
}
