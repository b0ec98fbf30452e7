package io.headrace.http.dynamic;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.client.HttpContext;
import io.headrace.http.client.HttpContexts;
import io.headrace.http.client.HttpOptions;
import io.headrace.http.read.ReadContext;
import io.headrace.http.spec.Component;
import io.headrace.http.testing.Declared;
import io.headrace.http.wire.Json;
import io.headrace.testkit.http.MockApi;
import io.headrace.testkit.http.wire.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Schemas that an API describes, and schemas that records show. */
class SchemasTest {

    @Test
    void theApiDescribesItsFields() {
        try (MockApi api = MockApi.start();
                HttpContext context = new HttpContexts()
                        .open(HttpOptions.builder("test", Map.of())
                                .privateAllowed(true)
                                .build())) {
            api.get(
                    "/describe",
                    call -> Reply.json(
                            Declared.map(
                                    "{'fields':[{'key':'id','type':'text'},{'key':'born','type':'day'},{'key':'secret','type':'text'},{'key':'tags','type':'texts'},{'key':'any','type':'either'},{'key':'n','type':'integer'}]}")));
            Component loader = Declared.component("""
                    {'type':'DynamicSchemaLoader','retriever':{'type':'SimpleRetriever','requester':{'type':'HttpRequester','url':'%s/describe'},
                      'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}}},
                     'schema_filter':{'type':'RecordFilter','condition':'{{ `secret` not in record }}'},
                     'schema_transformations':[{'type':'KeysToLower'}],
                     'schema_type_identifier':{'type':'SchemaTypeIdentifier','schema_pointer':['fields'],'key_pointer':['key'],'type_pointer':['type'],
                      'types_mapping':[{'type':'TypesMap','current_type':'text','target_type':'string'},{'type':'TypesMap','current_type':'day','target_type':'date'},
                       {'type':'TypesMap','current_type':'texts','target_type':{'field_type':'array','items':'string'}},
                       {'type':'TypesMap','current_type':'either','target_type':['string','integer']}]}}""".formatted(api.url()));
            ReadContext world = ReadContext.over(context, Optional.empty(), Duration.ZERO, note -> {});
            try (DynamicSchema schema = new DynamicSchema(loader, context.scope(), world)) {
                Map<String, ?> known = ((DynamicSchema.Result.Known) schema.get()).schema();
                assertThat(Json.text(known.get("properties")).replace('"', '\''))
                        .isEqualTo(
                                "{'id':{'type':['null','string']},'born':{'type':['null','string'],'format':'date'},"
                                        + "'tags':{'type':['null','array'],'items':{'type':['null','string']}},"
                                        + "'any':{'oneOf':[{'type':['null','string']},{'type':['null','integer']}]},'n':{'type':['null','integer']}}");
            }
        }
    }

    @Test
    void recordsShowTheirSchemaAndItOnlyWidens() {
        InferredSchema first = InferredSchema.NOTHING.with(Declared.map("{'id':1,'tags':['a'],'at':{'x':null}}"));
        assertThat(first.text().replace('"', '\''))
                .isEqualTo("{'type':['null','object'],'properties':{'id':{'type':['integer','null']},"
                        + "'tags':{'type':['array','null'],'items':{'type':['null','string']}},"
                        + "'at':{'type':['null','object'],'properties':{'x':{'type':['null']}}}}}");
        assertThat(first.with(Declared.map("{'id':2}"))).as("nothing new").isSameAs(first);
        InferredSchema wider = InferredSchema.parse(first.text())
                .with(Declared.map("{'id':2.5,'tags':[true],'at':{'x':'y'},'more':'z'}"));
        assertThat(wider.text().replace('"', '\''))
                .isEqualTo(
                        "{'type':['null','object'],'properties':{'id':{'type':['null','number']},"
                                + "'tags':{'type':['array','null'],'items':{'type':['boolean','null','string']}},"
                                + "'at':{'type':['null','object'],'properties':{'x':{'type':['null','string']}}},'more':{'type':['null','string']}}}");
    }
}
