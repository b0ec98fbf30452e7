package io.headrace.http.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.http.spec.Component;
import io.headrace.http.testing.Declared;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How names of fields are spread over requests. */
class PropertyPagesTest {

    private static QueryProperties properties(String json) {
        Component requester = Declared.component(
                "{'type':'HttpRequester','url':'https://api.test','query_properties':{'type':'QueryProperties'," + json
                        + "}}");
        return QueryProperties.in(requester, Optional.of(Set.of("a", "bb"))).orElseThrow();
    }

    @Test
    void namesAreCounted() {
        QueryProperties three = properties(
                "'property_list':['id','a','b','c','d'],'always_include_properties':['id'],"
                        + "'property_chunking':{'type':'PropertyChunking','property_limit_type':'property_count','property_limit':3}");
        assertThat(three.chunks(three.listed())).containsExactly(List.of("id", "a", "b", "c"), List.of("id", "d"));
        assertThat(three.chunks(List.of())).containsExactly(List.of("id"));
    }

    @Test
    void orTheirCharacters() {
        QueryProperties ten = properties(
                "'property_list':['a','bb','ccc','dddddddddddd'],"
                        + "'property_chunking':{'type':'PropertyChunking','property_limit_type':'characters','property_limit':10}");
        assertThat(ten.chunks(ten.listed()))
                .containsExactly(List.of("a", "bb"), List.of("ccc"), List.of("dddddddddddd"));
    }

    @Test
    void namesThatTheSchemaDoesNotHaveAreLeftOutWhereThatIsDeclared() {
        QueryProperties some =
                properties("'property_list':['a','bb','c'],'property_selector':{'type':'JsonSchemaPropertySelector'}");
        assertThat(some.chunks(some.listed())).containsExactly(List.of("a", "bb"));
    }
}
