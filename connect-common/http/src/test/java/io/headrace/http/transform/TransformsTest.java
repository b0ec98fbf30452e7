package io.headrace.http.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.spec.Component;
import io.headrace.http.testing.Declared;
import io.headrace.http.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transformations change records as Airbyte's do. */
class TransformsTest {

    private static String transformed(String transformation, String record) {
        Component stream = Declared.component("""
                {'type':'DeclarativeStream','name':'s','retriever':{'type':'SimpleRetriever','requester':{'type':'HttpRequester','url':'https://a.test'},
                'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':[]}}},'transformations':[%s]}""".formatted(transformation));
        Map<String, @Nullable Object> fields = Declared.map(record);
        Transforms.of(stream, "transformations")
                .forEach(each -> each.apply(fields, Declared.scope().with("stream_partition", Map.of("p", "x"))));
        return Json.text(fields).replace('"', '\'');
    }

    @Test
    void addsFields() {
        assertThat(transformed(
                        "{'type':'AddFields','fields':[{'path':['a','b'],'value':'{{ record.id + 1 }}'},{'path':['p'],'value':'{{ stream_partition.p }}'},"
                                + "{'path':['t'],'value':'{{ record.id }}','value_type':'string'}]}",
                        "{'id':7}"))
                .isEqualTo("{'id':7,'a':{'b':8},'p':'x','t':'7'}");
        assertThat(transformed(
                        "{'type':'AddFields','condition':'{{ record.id > 7 }}','fields':[{'path':['a'],'value':'1'}]}",
                        "{'id':7}"))
                .isEqualTo("{'id':7}");
    }

    @Test
    void removesFields() {
        assertThat(transformed(
                        "{'type':'RemoveFields','field_pointers':[['a','*','s'],['gone'],['b']]}",
                        "{'a':[{'s':1,'t':2},{'s':3}],'b':1,'c':2}"))
                .isEqualTo("{'a':[{'t':2},{}],'c':2}");
        assertThat(transformed(
                        "{'type':'RemoveFields','condition':'{{ property == `` }}','field_pointers':[['**']]}",
                        "{'a':'','b':{'c':'','d':1}}"))
                .isEqualTo("{'b':{'d':1}}");
    }

    @Test
    void renamesKeys() {
        assertThat(transformed("{'type':'KeysToLower'}", "{'Ab':{'Cd':1}}")).isEqualTo("{'ab':{'Cd':1}}");
        assertThat(transformed("{'type':'KeysToSnakeCase'}", "{'firstName':{'lastName':1}}"))
                .isEqualTo("{'first_name':{'last_name':1}}");
        assertThat(transformed("{'type':'KeysReplace','old':' ','new':'_'}", "{'a b':{'c d':1}}"))
                .isEqualTo("{'a_b':{'c_d':1}}");
        assertThat(transformed("{'type':'KeysReplace','old':' ','new':''}", "{'a b':1}"))
                .isEqualTo("{'ab':1}");
        assertThat(transformed("{'type':'RenameFields','names':{'a':'b'}}", "{'a':1,'c':2}"))
                .isEqualTo("{'b':1,'c':2}");
    }

    @ParameterizedTest
    @CsvSource({
        "firstName,first_name",
        "HTTPServer,httpserver",
        "a b-c,a_b_c",
        "123number,_123_number",
        "Änderung,anderung",
        "already_snake,already_snake",
        "userID,user_id"
    })
    void snakeCase(String name, String snake) {
        assertThat(SnakeCase.of(name)).isEqualTo(snake);
    }

    @Test
    void flattens() {
        assertThat(transformed("{'type':'FlattenFields'}", "{'a':1,'b':{'c':2,'d':{'e':3}}}"))
                .isEqualTo("{'e':3,'c':2,'a':1}");
        assertThat(transformed("{'type':'FlattenFields','flatten_lists':false}", "{'a':[1,2],'b':{'c':2}}"))
                .isEqualTo("{'c':2,'a':[1,2]}");
        assertThat(transformed(
                        "{'type':'DpathFlattenFields','field_path':['data'],'delete_origin_value':true}",
                        "{'id':1,'data':{'x':2}}"))
                .isEqualTo("{'id':1,'x':2}");
        assertThat(transformed(
                        "{'type':'DpathFlattenFields','field_path':['data'],'replace_record':true,'key_transformation':{'prefix':'p_'}}",
                        "{'id':1,'data':{'x':2}}"))
                .isEqualTo("{'p_x':2}");
        assertThat(transformed("{'type':'DpathFlattenFields','field_path':['data']}", "{'id':1,'data':{'id':2}}"))
                .isEqualTo("{'id':1,'data':{'id':2}}");
    }

    @Test
    void bringsValuesToTheTypesOfTheSchema() {
        Map<String, @Nullable Object> record =
                Declared.map("{'s':5,'i':'12','n':'1.50','b':'true','k':null,'l':['1','2'],'o':{'i':'3'},'bad':'x'}");
        Transforms.toSchema(
                        Declared.map(
                                "{'properties':{'s':{'type':['null','string']},'i':{'type':'integer'},'n':{'type':'number'},"
                                        + "'b':{'type':'boolean'},'k':{'type':'string'},'l':{'type':'array','items':{'type':'integer'}},"
                                        + "'o':{'type':'object','properties':{'i':{'type':'integer'}}},'bad':{'type':'integer'}}}"))
                .apply(record, Declared.scope());
        assertThat(Json.text(record).replace('"', '\''))
                .isEqualTo("{'s':'5','i':12,'n':1.50,'b':true,'k':null,'l':[1,2],'o':{'i':3},'bad':'x'}");
    }
}
