package io.headrace.http.dynamic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.http.client.ServerClock;
import io.headrace.http.read.ReadContext;
import io.headrace.http.spec.Component;
import io.headrace.http.testing.Declared;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Streams that exist for some settings, and streams made of a template. */
class StreamCatalogTest {

    private static final String TEMPLATE = """
            {'type':'DeclarativeStream','name':'template','primary_key':'id','retriever':{'type':'SimpleRetriever',
             'requester':{'type':'HttpRequester','url_base':'https://api.test','path':'/none'},
             'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':['data','*']}}}}""";
    private static final ReadContext NOWHERE = new ReadContext(
            spec -> {
                throw new IllegalStateException("Nothing is to be asked");
            },
            Declared.CLOCK,
            new ServerClock(Declared.CLOCK),
            Optional.empty(),
            Duration.ZERO,
            note -> {});

    private static List<Component> streams(String resolver, String config) {
        Component dynamic = Declared.component("{'type':'DynamicDeclarativeStream','name':'d','stream_template':"
                + TEMPLATE + ",'components_resolver':" + resolver + "}");
        try (StreamCatalog catalog = new StreamCatalog(List.of(), List.of(dynamic), Declared.scope(config), NOWHERE)) {
            return ((StreamCatalog.Result.Known) catalog.get()).streams();
        }
    }

    private static String mapping(String path, String value, String more) {
        return "{'type':'ComponentMappingDefinition','field_path':" + path + ",'value':'" + value + "'" + more + "}";
    }

    @Test
    void oneStreamForEachEntryOfTheSettings() {
        List<Component> streams = streams(
                "{'type':'ConfigComponentsResolver','stream_config':[{'type':'StreamConfig','configs_pointer':['tables'],'default_values':[{'name':'x'}]}],'components_mapping':["
                        + mapping("['name']", "t_{{ components_values.name }}", "") + ","
                        + mapping("['retriever','requester','path']", "/{{ components_values[`name`] }}", "") + ","
                        + mapping(
                                "['retriever','requester','request_parameters','n']",
                                "{{ components_values.n }}",
                                ",'value_type':'string','create_or_update':true,'condition':'{{ components_values.n }}'")
                        + ","
                        + mapping("['retriever','record_selector','extractor','field_path','1']", "rows", "") + "]}",
                "{'tables':[{'name':'a','n':5},{'name':'b'}]}");
        assertThat(streams).extracting(stream -> stream.text("name")).containsExactly("t_a", "t_b", "t_x");
        Component first = streams.get(0).child("retriever");
        assertThat(first.child("requester").text("path")).isEqualTo("/a");
        assertThat(first.child("requester").optionalValue("request_parameters")).hasValue(java.util.Map.of("n", "5"));
        assertThat(first.child("record_selector").child("extractor").texts("field_path"))
                .containsExactly("data", "rows");
        assertThat(streams.get(1).child("retriever").child("requester").has("request_parameters"))
                .isFalse();
    }

    @Test
    void severalListsMultiplyAndParametersAreListsToo() {
        assertThat(streams(
                        "{'type':'ConfigComponentsResolver','stream_config':[{'type':'StreamConfig','configs_pointer':['a']},{'type':'StreamConfig','configs_pointer':['b']}],"
                                + "'components_mapping':["
                                + mapping("['name']", "{{ components_values.x }}-{{ components_values.y }}", "") + "]}",
                        "{'a':[{'x':1},{'x':2}],'b':[{'y':3},{'y':4}]}"))
                .extracting(stream -> stream.text("name"))
                .containsExactly("1-3", "1-4", "2-3", "2-4");
        assertThat(streams(
                        "{'type':'ParametrizedComponentsResolver','stream_parameters':{'type':'StreamParametersDefinition','list_of_parameters_for_stream':[{'name':'p'},{'name':'q'}]},"
                                + "'components_mapping':[" + mapping("['name']", "{{ components_values.name }}", "")
                                + "]}",
                        "{}"))
                .extracting(stream -> stream.text("name"))
                .containsExactly("p", "q");
    }

    @Test
    void equalNamesAreRefused() {
        assertThatThrownBy(() -> streams(
                        "{'type':'ParametrizedComponentsResolver','stream_parameters':{'type':'StreamParametersDefinition','list_of_parameters_for_stream':[{'a':1},{'a':2}]},"
                                + "'components_mapping':[]}",
                        "{}"))
                .hasMessage(
                        "Two streams are called template; names must differ. Mend the components_mapping of the dynamic stream");
    }

    @Test
    void conditionalStreamsExistForSomeSettings() {
        Component conditional = Declared.component(
                "{'type':'ConditionalStreams','condition':'{{ config.region == `eu` }}','streams':[" + TEMPLATE + "]}");
        for (String region : List.of("eu", "us")) {
            try (StreamCatalog catalog = new StreamCatalog(
                    List.of(conditional), List.of(), Declared.scope("{'region':'" + region + "'}"), NOWHERE)) {
                assertThat(((StreamCatalog.Result.Known) catalog.get()).streams())
                        .hasSize(region.equals("eu") ? 1 : 0);
            }
        }
    }
}
