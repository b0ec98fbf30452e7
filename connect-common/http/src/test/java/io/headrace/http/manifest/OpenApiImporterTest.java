package io.headrace.http.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.spec.Component;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiImporterTest {

    private static final String SHOP = """
            openapi: 3.0.3
            info: {title: Shop, version: "1"}
            servers:
              - url: https://{region}.shop.example.com/v1
                variables:
                  region: {default: eu}
            security:
              - token: []
            components:
              securitySchemes:
                key: {type: apiKey, in: header, name: X-Key}
                token: {type: http, scheme: bearer}
              parameters:
                Limit: {name: limit, in: query, schema: {type: integer, maximum: 50}}
              schemas:
                Order:
                  allOf:
                    - type: object
                      properties:
                        id: {type: string}
                        updated_at: {type: string, format: date-time}
                    - type: object
                      properties:
                        parent: {$ref: "#/components/schemas/Order"}
                        total: {type: number}
                Item:
                  type: object
                  properties: {line: {type: integer}, item_id: {type: integer}}
            paths:
              /orders:
                get:
                  parameters:
                    - $ref: "#/components/parameters/Limit"
                    - {name: cursor, in: query, schema: {type: string}}
                    - {name: updated_since, in: query, schema: {type: string, format: date-time}}
                  responses:
                    "200":
                      content:
                        application/json:
                          schema:
                            type: object
                            properties:
                              data: {type: array, items: {$ref: "#/components/schemas/Order"}}
                              meta: {type: object, properties: {next_cursor: {type: string}}}
              /orders/{orderId}:
                get:
                  responses:
                    "200": {content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
              /orders/{orderId}/items:
                parameters:
                  - {name: orderId, in: path, required: true, schema: {type: string}}
                get:
                  parameters:
                    - {name: offset, in: query, schema: {type: integer}}
                    - {name: limit, in: query, schema: {type: integer}}
                    - {name: currency, in: query, required: true, schema: {type: string}}
                  responses:
                    "200":
                      content:
                        application/json:
                          schema: {type: array, items: {$ref: "#/components/schemas/Item"}}
              /orders/{orderId}/items/{itemId}/notes:
                get:
                  parameters:
                    - {name: page, in: query, schema: {type: integer}}
                  responses:
                    "200":
                      content:
                        application/json:
                          schema: {type: array, items: {type: object, properties: {text: {type: string}}}}
              /teams/{team}/members:
                get:
                  responses:
                    "200":
                      headers: {Link: {schema: {type: string}}}
                      content:
                        application/json:
                          schema: {type: array, items: {type: object, properties: {uuid: {type: string}}}}
              /customers/{customerId}/notes:
                get:
                  responses:
                    "200":
                      content:
                        application/json:
                          schema:
                            type: object
                            properties:
                              notes: {type: array, items: {type: object, properties: {id: {type: integer}}}}
                              next: {type: string, format: uri}
              /account:
                get:
                  responses:
                    "200":
                      content:
                        application/json:
                          schema: {type: object, properties: {id: {type: string}, name: {type: string}}}
              /ping:
                get: {responses: {"204": {description: fine}}}
              /orders/search:
                post: {responses: {"200": {description: fine}}}
            """;

    private static Manifest manifest(String text) {
        return Manifest.read(OpenApiImporter.read(text).manifest(), Manifest.Unsupported.FAIL);
    }

    private static Component stream(Manifest manifest, String name) {
        return manifest.streams().stream()
                .filter(stream -> stream.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Component requester(Component stream) {
        return stream.child("retriever").child("requester");
    }

    private static Component strategy(Component stream) {
        return stream.child("retriever").child("paginator").child("pagination_strategy");
    }

    @Test
    void listsBecomeStreamsWithReadableNames() {
        assertThat(manifest(SHOP).streams())
                .extracting(stream -> stream.text("name"))
                .containsExactly("orders", "items", "item_notes", "members", "customer_notes", "account");
    }

    @Test
    void theAddressAndTheLoginBecomeSettings() {
        Manifest manifest = manifest(SHOP);

        Component requester = requester(stream(manifest, "orders"));
        assertThat(requester.text("url_base")).isEqualTo("https://{{ config['region'] }}.shop.example.com/v1");
        assertThat(requester.child("authenticator").type()).isEqualTo("BearerAuthenticator");
        assertThat(manifest.config().keys())
                .extracting(ConfigKey::key)
                .containsExactlyInAnyOrder(
                        "config.region",
                        "config.api_token",
                        "config.currency",
                        "config.team",
                        "config.customer_id",
                        "config.start_date");
        assertThat(manifest.config().keys().stream().filter(ConfigKey::secret).map(ConfigKey::key))
                .containsExactly("config.api_token");
        assertThat(manifest.config().keys().stream()
                        .filter(key -> !key.required())
                        .map(ConfigKey::key))
                .containsExactly("config.region");
    }

    @Test
    void pagingIsGuessedFromNames() {
        Manifest manifest = manifest(SHOP);

        Component orders = strategy(stream(manifest, "orders"));
        assertThat(orders.text("cursor_value")).isEqualTo("{{ response.get('meta', {}).get('next_cursor') }}");
        assertThat(orders.number("page_size")).isEqualTo(50);
        assertThat(strategy(stream(manifest, "items")).type()).isEqualTo("OffsetIncrement");
        assertThat(strategy(stream(manifest, "item_notes")).number("start_from_page"))
                .isEqualTo(1);
        assertThat(strategy(stream(manifest, "members")).type()).isEqualTo("LinkHeader");
        Component notes = stream(manifest, "customer_notes").child("retriever").child("paginator");
        assertThat(notes.child("pagination_strategy").text("cursor_value")).isEqualTo("{{ response.get('next') }}");
        assertThat(notes.child("page_token_option").type()).isEqualTo("RequestPath");
        assertThat(stream(manifest, "account").child("retriever").has("paginator"))
                .isFalse();
    }

    @Test
    void pathParametersBecomeParentsOrSettings() {
        Manifest manifest = manifest(SHOP);

        Component items = stream(manifest, "items");
        assertThat(requester(items).text("path")).isEqualTo("/orders/{{ stream_slice['order_id'] }}/items");
        assertThat(requester(items).optionalValue("request_parameters"))
                .contains(Map.of("currency", "{{ config['currency'] }}"));
        Component parent = items.child("retriever")
                .child("partition_router")
                .children("parent_stream_configs")
                .get(0);
        assertThat(parent.text("parent_key")).isEqualTo("id");
        assertThat(parent.text("partition_field")).isEqualTo("order_id");
        assertThat(parent.child("stream").text("name")).isEqualTo("orders");
        Component notes = stream(manifest, "item_notes");
        assertThat(requester(notes).text("path"))
                .isEqualTo(
                        "/orders/{{ stream_slice['parent_slice']['order_id'] }}/items/{{ stream_slice['item_id'] }}/notes");
        assertThat(notes.child("retriever")
                        .child("partition_router")
                        .children("parent_stream_configs")
                        .get(0)
                        .text("parent_key"))
                .isEqualTo("item_id");
        assertThat(requester(stream(manifest, "members")).text("path"))
                .isEqualTo("/teams/{{ config['team'] }}/members");
    }

    @Test
    void keysCursorsAndSchemasComeFromTheDocument() {
        Manifest manifest = manifest(SHOP);

        Component orders = stream(manifest, "orders");
        assertThat(orders.text("primary_key")).isEqualTo("id");
        assertThat(stream(manifest, "members").text("primary_key")).isEqualTo("uuid");
        assertThat(stream(manifest, "items").text("primary_key")).isEqualTo("item_id");
        Component cursor = orders.child("incremental_sync");
        assertThat(cursor.text("cursor_field")).isEqualTo("updated_at");
        assertThat(cursor.child("start_time_option").text("field_name")).isEqualTo("updated_since");
        assertThat(orders.child("schema_loader")
                        .optionalValue("schema")
                        .orElseThrow()
                        .toString())
                .startsWith("{type=[null, object], properties={id={type=[null, string]}, "
                        + "updated_at={type=[null, string], format=date-time}, parent={type=[null, object], ");
        assertThat(orders.child("retriever")
                        .child("record_selector")
                        .child("extractor")
                        .texts("field_path"))
                .containsExactly("data");
    }

    @Test
    void whatIsGuessedOrLeftOutIsNoted() {
        assertThat(OpenApiImporter.read(SHOP).notes())
                .containsExactlyInAnyOrder(
                        "The login is that of 'token', one of key, token.",
                        "/orders/{orderId} is left out: it answers with one record, not a list.",
                        "/ping is left out: its GET answers with no JSON that is described.",
                        "orders is read from updated_at on, through the parameter updated_since.",
                        "item_notes has no primary key: none of its fields looks like one.");
    }

    @Test
    void swaggerIsReadAsWell() {
        Manifest manifest = manifest("""
                {"swagger": "2.0", "host": "api.example.com", "basePath": "/v2", "schemes": ["https"],
                 "securityDefinitions": {
                   "oauth": {"type": "oauth2", "flow": "application", "tokenUrl": "https://login.example.com/token",
                             "scopes": {"read": "Reads"}}},
                 "definitions": {"Pet": {"type": "object", "properties": {"petId": {"type": "integer"}}}},
                 "paths": {"/pets": {"get": {
                   "parameters": [
                     {"name": "starting_after", "in": "query", "type": "string"},
                     {"name": "per_page", "in": "query", "type": "integer", "maximum": 500}],
                   "responses": {"200": {"schema": {"type": "object", "properties": {
                     "has_more": {"type": "boolean"},
                     "pets": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}}}}}}}}}
                """);

        Component pets = stream(manifest, "pets");
        assertThat(requester(pets).text("url_base")).isEqualTo("https://api.example.com/v2");
        Component login = requester(pets).child("authenticator");
        assertThat(login.text("grant_type")).isEqualTo("client_credentials");
        assertThat(login.texts("scopes")).containsExactly("read");
        assertThat(pets.text("primary_key")).isEqualTo("petId");
        assertThat(strategy(pets).text("cursor_value")).isEqualTo("{{ last_record['petId'] }}");
        assertThat(strategy(pets).text("stop_condition")).isEqualTo("{{ not response['has_more'] }}");
        assertThat(strategy(pets).number("page_size")).isEqualTo(100);
    }

    @Test
    void otherDocumentsAreRefused() {
        assertThatThrownBy(() -> OpenApiImporter.read("asyncapi: 2.0.0"))
                .hasMessage("$: this is no OpenAPI 3 document and no Swagger 2 document; "
                        + "give one that begins with 'openapi: 3...' or 'swagger: \"2.0\"'.");
        assertThatThrownBy(() -> OpenApiImporter.read("openapi: 3.1.0\npaths: {}"))
                .hasMessage(
                        "$.paths: no path lists records: none has a GET that answers with JSON; write the manifest by hand.");
    }
}
